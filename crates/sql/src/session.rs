//! The engine as one query sees it: its tables and nothing else. No files, no stores, no settings, no clock.

use std::sync::Arc;

use datafusion::catalog::{MemoryCatalogProvider, MemorySchemaProvider, SchemaProvider};
use datafusion::common::{not_impl_err, plan_err};
use datafusion::error::Result;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::object_store::ObjectStoreRegistry;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{FunctionRegistry, SessionState, SessionStateBuilder, SessionStateDefaults};
use datafusion::object_store::ObjectStore;
use datafusion::prelude::SessionConfig;
use url::Url;

use crate::limits::{BATCH_ROWS, Limits};
use crate::provider::Provider;
use crate::stop::Stop;
use crate::table::Table;
use crate::watch::Watch;
use crate::{exact, functions};

/// Most threads one query runs on: others have questions too.
const MAX_THREADS: usize = 4;

const CATALOG: &str = "views";
const SCHEMA: &str = "views";

/// The engine over these tables.
pub(crate) fn session(tables: &[Table], limits: &Limits, stop: &Stop) -> Result<SessionState> {
    let schema = MemorySchemaProvider::new();
    for table in tables {
        let provider = Arc::new(Provider::new(table, stop));
        for name in &table.names {
            if !schema.table_exist(name) {
                schema.register_table(name.clone(), Arc::clone(&provider) as _)?;
            }
        }
    }
    let catalog = MemoryCatalogProvider::new();
    datafusion::catalog::CatalogProvider::register_schema(&catalog, SCHEMA, Arc::new(schema))?;
    let mut state = SessionStateBuilder::new()
        .with_config(config())
        .with_runtime_env(Arc::new(runtime(limits)?))
        .with_expr_planners(SessionStateDefaults::default_expr_planners())
        .with_scalar_functions(functions::scalar())
        .with_aggregate_functions(functions::aggregate())
        .with_window_functions(SessionStateDefaults::default_window_functions())
        .with_physical_optimizer_rule(Arc::new(Watch::new(stop)))
        .build();
    state.catalog_list().register_catalog(CATALOG.to_owned(), Arc::new(catalog));
    state.register_function_rewrite(Arc::new(exact::CheckedArithmetic))?;
    Ok(state)
}

/// How many threads a query runs on.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS)
}

fn config() -> SessionConfig {
    let mut config = SessionConfig::new()
        .with_target_partitions(threads())
        .with_batch_size(BATCH_ROWS)
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false)
        .with_default_catalog_and_schema(CATALOG, SCHEMA);
    let options = config.options_mut();
    // 0.05 in a statement is 0.05, not the nearest binary fraction.
    options.sql_parser.parse_float_as_decimal = true;
    options.sql_parser.collect_spans = true;
    options.sql_parser.map_string_types_to_utf8view = false;
    options.execution.time_zone = None;
    config
}

fn runtime(limits: &Limits) -> Result<RuntimeEnv> {
    let mut disk = DiskManagerBuilder::default();
    disk.set_mode(DiskManagerMode::Disabled);
    RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(limits.memory)))
        .with_disk_manager_builder(disk)
        .with_object_store_registry(Arc::new(NoStores))
        .build()
}

/// No place outside of the tables can be reached, whatever a statement manages to name.
#[derive(Debug)]
struct NoStores;

impl ObjectStoreRegistry for NoStores {
    fn register_store(&self, _url: &Url, _store: Arc<dyn ObjectStore>) -> Option<Arc<dyn ObjectStore>> {
        None
    }

    fn deregister_store(&self, _url: &Url) -> Result<Arc<dyn ObjectStore>> {
        not_impl_err!("no stores")
    }

    fn get_store(&self, url: &Url) -> Result<Arc<dyn ObjectStore>> {
        plan_err!("nothing outside of the tables can be read: {url}")
    }
}
