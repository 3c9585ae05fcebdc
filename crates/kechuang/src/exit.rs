//! Exit status (CONTRACT): 0 done; 1 done, and something checked does not hold; 2 unusable input or arguments.

use std::process::ExitCode;

use app::Failure;

use crate::output;

/// How a command ended.
pub(crate) type Outcome = Result<Verdict, Failure>;

/// A command that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All is well.
    Holds,
    /// Something checked does not hold.
    DoesNotHold,
}

/// The exit status; a failure is told on standard error first.
pub(crate) fn code(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(Verdict::Holds) => ExitCode::SUCCESS,
        Ok(Verdict::DoesNotHold) => ExitCode::from(1),
        Err(failure) => {
            output::complain(&failure);
            ExitCode::from(2)
        }
    }
}
