//! `kechuang`: the command line over the use-cases of `app`, and the start of `server`.

mod args;
mod commands;
mod exit;
mod output;

use clap::Parser;
use exit::Outcome;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    exit::code(run(args.command))
}

fn run(command: args::Command) -> Outcome {
    match command {
        args::Command::Serve(serve) => commands::serve::run(&serve),
        args::Command::Assess(assess) => commands::assess::run(&assess),
        args::Command::Import(import) => commands::import::run(&import),
        args::Command::View(view) => commands::view::run(&view),
        args::Command::Source { command: args::SourceCommand::List(list) } => commands::source::list(&list),
        args::Command::Generate(generate) => commands::generate::run(&generate),
        args::Command::Programme { command } => match command {
            args::ProgrammeCommand::List(list) => commands::programme::list(&list),
            args::ProgrammeCommand::Check(files) => commands::programme::check(&files),
            args::ProgrammeCommand::Test(files) => commands::programme::test(&files),
        },
    }
}
