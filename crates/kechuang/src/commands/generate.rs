//! `generate`: 示例 enterprises.

use super::open;
use crate::args::Generate;
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn run(args: &Generate) -> Outcome {
    // Content alone is needed: the region's own directory is the default one.
    let region = open(std::path::Path::new("."))?;
    let order = app::GenerateOrder {
        region: args.region.clone(),
        enterprises: args.enterprises,
        seed: args.seed,
        last_year: args.last_year.unwrap_or_else(|| region.clock().today().year() - 1),
    };
    let written = app::generate(&region, &order, &args.out)?;
    output::say(&format!("{written} 家示例企业已写入 {}（均非真实主体）", args.out.display()));
    Ok(Verdict::Holds)
}
