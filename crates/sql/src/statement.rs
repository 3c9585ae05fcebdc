//! A statement, parsed and checked: one, which only reads.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::ControlFlow;

use datafusion::common::TableReference;
use datafusion::error::DataFusionError;
use datafusion::sql::parser::{DFParserBuilder, Statement as Parsed};
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::{
    Expr, Ident, ObjectName, Statement as SqlStatement, VisitMut, VisitorMut,
};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use crate::error::SqlError;
use crate::limits::{MAX_NESTING, MAX_SQL_CHARS, STACK_BYTES};
use crate::translate::translate;

mod check;

use check::Check;

/// Words that a statement which only reads begins with.
const READING: [&str; 7] = ["SELECT", "WITH", "VALUES", "EXPLAIN", "DESCRIBE", "DESC", "SHOW"];

/// A statement that only reads.
#[derive(Clone, Debug)]
pub struct Statement {
    pub(crate) task: Task,
    tables: Vec<String>,
    identifiers: BTreeSet<String>,
}

/// What it asks for.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// Rows, or how they would be found.
    Query(Box<Parsed>),
    /// The columns of a table.
    Describe(String),
    /// What tables there are.
    ShowTables,
}

impl Statement {
    /// Parses a statement.
    ///
    /// # Errors
    /// Where it is no SQL, is several statements, would do anything else than read, or is longer or deeper than the limits.
    pub fn parse(text: &str) -> Result<Self, SqlError> {
        let chars = text.chars().count();
        if chars > MAX_SQL_CHARS {
            return Err(SqlError::Limit {
                what: format!("这条 SQL 有 {chars} 个字，最多 {MAX_SQL_CHARS} 个"),
                hint: "请写短一些；名单可以先导入，再用 JOIN 连接".to_owned(),
            });
        }
        // What is too deep is known only once it was read: a stack of its own takes it.
        let read = std::thread::scope(|threads| {
            let reader = std::thread::Builder::new().stack_size(STACK_BYTES);
            reader.spawn_scoped(threads, || Self::read(text)).map(std::thread::ScopedJoinHandle::join)
        });
        match read {
            Ok(Ok(statement)) => statement,
            Ok(Err(_)) => Err(SqlError::Internal { message: "读 SQL 的线程异常结束".to_owned() }),
            Err(error) => Err(SqlError::Internal { message: error.to_string() }),
        }
    }

    fn read(text: &str) -> Result<Self, SqlError> {
        let dialect = GenericDialect {};
        let tokens = Tokenizer::new(&dialect, text).tokenize_with_location();
        let tokens =
            tokens.map_err(|error| translate(&DataFusionError::SQL(Box::new(error.into()), None)))?;
        refuse_other_verbs(&tokens)?;
        let parser = DFParserBuilder::new(tokens).with_dialect(&dialect).with_recursion_limit(MAX_NESTING);
        let mut parser = parser.build().map_err(|error| translate(&error))?;
        let mut statements: VecDeque<Parsed> =
            parser.parse_statements().map_err(|error| syntax(&error, text))?;
        let (first, more) = (statements.pop_front(), !statements.is_empty());
        match first {
            Some(_) if more => Err(SqlError::Refused { what: "一次只能执行一条 SQL".to_owned() }),
            Some(statement) => Self::checked(statement),
            None => Err(SqlError::Syntax {
                at: None,
                message: "没有内容".to_owned(),
                hint: "例：SELECT 名称 FROM enterprise LIMIT 10；有哪些表：SHOW TABLES".to_owned(),
            }),
        }
    }

    fn checked(statement: Parsed) -> Result<Self, SqlError> {
        let mut check = Check::default();
        match &statement {
            Parsed::Statement(inner) => match inner.as_ref() {
                SqlStatement::ShowTables { .. } => {
                    return Ok(Self {
                        task: Task::ShowTables,
                        tables: Vec::new(),
                        identifiers: BTreeSet::new(),
                    });
                }
                SqlStatement::ExplainTable { table_name, .. } => {
                    let name = bare(table_name)?;
                    return Ok(Self {
                        task: Task::Describe(name.clone()),
                        tables: vec![name],
                        identifiers: BTreeSet::new(),
                    });
                }
                SqlStatement::Query(_) => check.all(inner.as_ref())?,
                other => return Err(refused(&other.to_string())),
            },
            Parsed::Explain(explain) => match explain.statement.as_ref() {
                Parsed::Statement(inner) if matches!(inner.as_ref(), SqlStatement::Query(_)) => {
                    check.all(inner.as_ref())?;
                }
                other => return Err(refused(&other.to_string())),
            },
            other => return Err(refused(&other.to_string())),
        }
        let (references, _) =
            resolve_table_references(&statement, true).map_err(|error| translate(&error))?;
        let tables = references.into_iter().map(|reference| match reference {
            TableReference::Bare { table } => Ok(table.to_string()),
            other => Err(SqlError::UnknownTable {
                name: other.to_string(),
                hint: "表名不带库名，含点号或连字符的写进双引号；有哪些表：SHOW TABLES".to_owned(),
            }),
        });
        let tables = tables.collect::<Result<_, _>>()?;
        Ok(Self { task: Task::Query(Box::new(statement)), tables, identifiers: check.identifiers() })
    }

    /// Names of the tables that it reads.
    pub fn tables(&self) -> &[String] {
        &self.tables
    }

    /// Whether it asks what tables there are.
    pub fn lists_tables(&self) -> bool {
        matches!(self.task, Task::ShowTables)
    }

    /// Every name in it that may be a column's, as written.
    pub fn identifiers(&self) -> impl Iterator<Item = &str> {
        self.identifiers.iter().map(String::as_str)
    }

    /// Quotes names that mean a column with capital letters: SQL takes unquoted ones for small.
    pub(crate) fn quote(&mut self, columns: &[&str]) {
        let capital = columns.iter().filter(|name| name.chars().any(|c| c.is_ascii_uppercase()));
        let by_small: BTreeMap<String, String> =
            capital.map(|name| (name.to_ascii_lowercase(), (*name).to_owned())).collect();
        let Task::Query(statement) = &mut self.task else { return };
        if by_small.is_empty() {
            return;
        }
        let inner = match statement.as_mut() {
            Parsed::Explain(explain) => explain.statement.as_mut(),
            other => other,
        };
        if let Parsed::Statement(inner) = inner {
            let _: ControlFlow<()> = inner.visit(&mut Quote(by_small));
        }
    }
}

/// The first word of a statement says what it does; most others are refused before they are parsed.
fn refuse_other_verbs(tokens: &[TokenWithSpan]) -> Result<(), SqlError> {
    let mut words = tokens.iter().map(|token| &token.token);
    let first = words.find(|token| !matches!(token, Token::Whitespace(_) | Token::LParen | Token::SemiColon));
    match first {
        Some(Token::Word(word)) if word.quote_style.is_none() => {
            let verb = word.value.to_uppercase();
            if READING.contains(&verb.as_str()) {
                return Ok(());
            }
            // What is no verb at all is a mistake in writing, which the parser tells better.
            if word.keyword == datafusion::sql::sqlparser::keywords::Keyword::NoKeyword {
                return Ok(());
            }
            Err(refused(&verb))
        }
        _ => Ok(()),
    }
}

fn refused(statement: &str) -> SqlError {
    let verb = statement.split_whitespace().next().unwrap_or_default().to_uppercase();
    SqlError::Refused {
        what: format!("不能执行 {verb}：这里只读，不改数据、不读写文件、不改设置")
    }
}

fn syntax(error: &DataFusionError, text: &str) -> SqlError {
    match translate(error) {
        SqlError::Syntax { at, message, .. } if text.contains(['，', '；', '（', '）', '“', '”', '＝']) => {
            SqlError::Syntax { at, message, hint: "SQL 的标点是半角的：, ; ( ) ' =".to_owned() }
        }
        other => other,
    }
}

fn bare(name: &ObjectName) -> Result<String, SqlError> {
    match name.0.as_slice() {
        [part] => Ok(part.as_ident().map(folded).unwrap_or_default()),
        _ => Err(SqlError::UnknownTable {
            name: name.to_string(),
            hint: "表名不带库名，含点号或连字符的写进双引号；有哪些表：SHOW TABLES".to_owned(),
        }),
    }
}

/// An identifier as SQL understands it.
fn folded(ident: &Ident) -> String {
    if ident.quote_style.is_some() { ident.value.clone() } else { ident.value.to_ascii_lowercase() }
}

/// Quotes names, by what they are in small letters.
struct Quote(BTreeMap<String, String>);

impl Quote {
    fn ident(&self, ident: &mut Ident) {
        if ident.quote_style.is_none()
            && let Some(name) = self.0.get(&ident.value.to_ascii_lowercase())
        {
            ident.value.clone_from(name);
            ident.quote_style = Some('"');
        }
    }
}

impl VisitorMut for Quote {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        match expr {
            Expr::Identifier(ident) => self.ident(ident),
            Expr::CompoundIdentifier(parts) => {
                if let Some(last) = parts.last_mut() {
                    self.ident(last);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}
