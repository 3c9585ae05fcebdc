//! What was found of a part, as bytes: labels in place of numbers, names of facts in place of positions.

use programmes::Programme;
use serde::{Deserialize, Serialize};

use super::super::run::{Found, MemberTally, Run};
use super::super::tally::{Change, Tally};
use crate::failure::{Code, Failure};

/// What whoever counts a part replies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    Counted(Counted),
    Refused(Refusal),
}

/// What was found of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counted {
    subjects: usize,
    groups: Vec<Group>,
    /// By choice and member.
    members: Vec<Vec<Member>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Group {
    key: Vec<Option<String>>,
    tallies: Vec<Tally>,
    changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Member {
    version: String,
    subjects: u64,
    conditions: Vec<[u64; 3]>,
    wanting: Vec<(String, u64)>,
}

/// Why a part was not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refusal {
    message: String,
    hint: String,
    place: Option<String>,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self { message: failure.message, hint: failure.hint, place: failure.place }
    }
}

impl Reply {
    pub(super) fn written(&self) -> Vec<u8> {
        // Nothing in it can fail to be written; what cannot be read is told where it is read.
        serde_json::to_vec(self).unwrap_or_default()
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, Failure> {
        serde_json::from_slice(bytes).map_err(|error| other_program(&error.to_string()))
    }

    /// As the run of whoever asked has it.
    pub(super) fn found(self, run: &Run<'_>) -> Result<Found, Failure> {
        match self {
            Self::Counted(counted) => counted.found(run),
            Self::Refused(refusal) => {
                let failure = Failure::new(Code::StorageFailed, refusal.message, refusal.hint);
                Err(match refusal.place {
                    Some(place) => failure.at(place),
                    None => failure,
                })
            }
        }
    }
}

impl Counted {
    pub(super) fn of(run: &Run<'_>, found: &Found) -> Self {
        let group = |(key, tallies): (&Vec<u32>, &Vec<Tally>)| Group {
            key: run.grouping.labels(key),
            tallies: tallies.clone(),
            changes: found.changes.get(key).cloned().unwrap_or_default(),
        };
        let mut groups: Vec<Group> = found.tallies.iter().map(group).collect();
        groups.sort_by(|a, b| a.key.cmp(&b.key));
        let members =
            versions(run).into_iter().zip(&found.members).enumerate().map(|(choice, (versions, tallies))| {
                let each = versions.into_iter().zip(tallies).enumerate();
                each.map(|(member, (version, tally))| {
                    let names = wanting(run, choice, member);
                    let MemberTally { subjects, conditions, wanting } = tally.clone();
                    Member {
                        version,
                        subjects,
                        conditions,
                        wanting: names.into_iter().zip(wanting).collect(),
                    }
                })
                .collect()
            });
        Self { subjects: found.subjects, groups, members: members.collect() }
    }

    fn found(self, run: &Run<'_>) -> Result<Found, Failure> {
        let mut found = run.nothing();
        found.subjects = self.subjects;
        for Group { key, tallies, changes } in self.groups {
            if tallies.len() != run.width() || changes.len() != run.width() {
                return Err(other_program("组里的项数不同"));
            }
            let key = run.grouping.key_of(&key);
            found.changes.insert(key.clone(), changes);
            found.tallies.insert(key, tallies);
        }
        let versions = versions(run);
        let theirs: Vec<Vec<&str>> = self
            .members
            .iter()
            .map(|members| members.iter().map(|member| member.version.as_str()).collect())
            .collect();
        if theirs != versions {
            return Err(other_program("政策的版本不同"));
        }
        for (choice, members) in self.members.into_iter().enumerate() {
            for (at, member) in members.into_iter().enumerate() {
                let names = wanting(run, choice, at);
                let own = &mut found.members[choice][at];
                if own.conditions.len() != member.conditions.len() {
                    return Err(other_program("条件的个数不同"));
                }
                (own.subjects, own.conditions) = (member.subjects, member.conditions);
                for (name, count) in member.wanting {
                    let place = names.iter().position(|known| *known == name);
                    let place = place.ok_or_else(|| other_program("要看的事实不同"))?;
                    own.wanting[place] = count;
                }
            }
        }
        Ok(found)
    }
}

/// What tells the versions of each choice apart.
fn versions(run: &Run<'_>) -> Vec<Vec<String>> {
    let version = |programme: &&Programme| {
        format!("{}@{}", programme.id, programme.filled_by.as_deref().unwrap_or_default())
    };
    run.choices.iter().map(|choice| choice.members.iter().map(version).collect()).collect()
}

/// The names of the facts that a member may be wanting.
fn wanting(run: &Run<'_>, choice: usize, member: usize) -> Vec<String> {
    let kind = &run.choices[choice].members[member].subject;
    run.wanting[choice][member].attributes.iter().map(|id| kind.get(*id).name.clone()).collect()
}

fn other_program(why: &str) -> Failure {
    let message = format!("执行器的答复与本机对不上：{why}");
    Failure::new(Code::StorageFailed, message, "请让各台机器用同一版程序").at("engine")
}
