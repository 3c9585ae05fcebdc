//! `kechuang`: the command line over the use-cases of `app`, and the start of `server`.

mod args;
mod commands;
mod exit;
mod output;

use clap::Parser;
use exit::Outcome;

/// Steps over columns make and drop many of them; the allocator of the system takes its time over that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    exit::code(run(args.command))
}

fn run(command: args::Command) -> Outcome {
    match command {
        args::Command::Serve(serve) => commands::serve::run(&serve),
        args::Command::Assess(assess) => commands::assess::run(&assess),
        args::Command::Path(path) => commands::plan::path(&path),
        args::Command::Bundle(bundle) => commands::plan::bundle(&bundle),
        args::Command::Ask(ask) => commands::plan::ask(&ask),
        args::Command::Import(import) => commands::import::run(&import),
        args::Command::Template(template) => commands::template::run(&template),
        args::Command::Sql(sql) => commands::sql::run(&sql),
        args::Command::View(view) => commands::view::run(&view),
        args::Command::Explain(explain) => commands::history::explain(&explain),
        args::Command::Relations(of) => commands::records::relations(&of),
        args::Command::Judgements(of) => commands::records::judgements(&of),
        args::Command::Changes(changes) => commands::history::changes(&changes),
        args::Command::Resolve { command } => match command {
            args::ResolveCommand::Link(link) => commands::resolve::link(&link),
            args::ResolveCommand::Dedupe(dedupe) => commands::resolve::dedupe(&dedupe),
            args::ResolveCommand::Review(review) => commands::resolve::review(&review),
            args::ResolveCommand::Decide(decide) => commands::resolve::decide(&decide),
        },
        args::Command::Report { command } => match command {
            args::ReportCommand::Read(read) => commands::report::read(&read),
            args::ReportCommand::Write(write) => commands::report::write(&write),
            args::ReportCommand::Templates(list) => commands::report::templates(&list),
        },
        args::Command::Source { command } => match command {
            args::SourceCommand::List(list) => commands::source::list(&list),
            args::SourceCommand::Show(show) => commands::source::show(&show),
            args::SourceCommand::Retire(retire) => commands::source::retire(&retire),
        },
        args::Command::Index { command } => match command {
            args::IndexCommand::List(list) => commands::index::list(&list),
            args::IndexCommand::Check(files) => commands::index::check(&files),
            args::IndexCommand::Run(run) => commands::index::run(&run),
            args::IndexCommand::Sensitivity(order) => commands::index_look::sensitivity(&order),
            args::IndexCommand::Compare(compare) => commands::index_look::compare(&compare),
            args::IndexCommand::Look(look) => commands::index_look::look(&look),
            args::IndexCommand::Whatif(edits) => commands::index_look::what_if(&edits),
            args::IndexCommand::Levers(levers) => commands::index_look::levers(&levers),
            args::IndexCommand::Card(card) => commands::index_region::card(&card),
            args::IndexCommand::Target(target) => commands::index_region::target(&target),
            args::IndexCommand::Spread(spread) => commands::index_region::spread(&spread),
        },
        args::Command::Backup(backup) => commands::care::backup(&backup),
        args::Command::Restore(restore) => commands::care::restore(&restore),
        args::Command::Verify(verify) => commands::care::verify(&verify),
        args::Command::Generate(generate) => commands::generate::run(&generate),
        args::Command::Population(population) => commands::population::run(&population),
        args::Command::Cluster { command } => match command {
            args::ClusterCommand::Scheduler(scheduler) => commands::cluster::scheduler(&scheduler),
            args::ClusterCommand::Executor(executor) => commands::cluster::executor(&executor),
        },
        args::Command::Programme { command } => match command {
            args::ProgrammeCommand::List(list) => commands::programme::list(&list),
            args::ProgrammeCommand::Show(show) => commands::author::show(&show),
            args::ProgrammeCommand::Diff(diff) => commands::author::diff(&diff),
            args::ProgrammeCommand::New(new) => commands::author::new(&new),
            args::ProgrammeCommand::Fmt(fmt) => commands::author::fmt(&fmt),
            args::ProgrammeCommand::Schema(schema) => commands::author::schema(&schema),
            args::ProgrammeCommand::Check(files) => commands::programme::check(&files),
            args::ProgrammeCommand::Test(files) => commands::programme::test(&files),
            args::ProgrammeCommand::Sql(sql) => commands::author::sql(&sql),
        },
    }
}
