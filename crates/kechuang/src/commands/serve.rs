//! `serve`: the web app and the API.

use app::{Code, Failure, Principal};
use tokio::net::TcpListener;

use super::open;
use crate::args::Serve;
use crate::exit::{Outcome, Verdict};
use crate::output;

/// How long computations under way are waited for at the end.
const LAST_WAIT: std::time::Duration = std::time::Duration::from_secs(2);

pub(crate) fn run(args: &Serve) -> Outcome {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let region = open(&args.data.data)?;
    if args.demo {
        output::say("正在装入示范区域……");
        region.load_demo()?;
    }
    let principal = if args.visitor { Principal::Visitor } else { Principal::Officer };
    // Before anything listens, even for a moment.
    server::check_listen(args.listen)
        .map_err(|error| Failure::new(Code::InvalidArgument, error.to_string(), ""))?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| failed(&error))?;
    let ended = runtime.block_on(async {
        let listener = TcpListener::bind(args.listen).await.map_err(|error| {
            let hint = "端口可能已被占用；请用 --listen 换一个端口，如 --listen 127.0.0.1:8090";
            Failure::new(Code::InvalidArgument, format!("不能监听 {}：{error}", args.listen), hint)
        })?;
        let address = listener.local_addr().map_err(|error| failed(&error))?;
        output::say(&format!("科创大脑已启动：http://{address}　按 Ctrl+C 停止"));
        let options = server::Options { principal };
        server::serve(listener, region, options, stop())
            .await
            .map_err(|error| Failure::new(Code::StorageFailed, error.to_string(), ""))
    });
    // A computation that is still under way must not keep the program from ending.
    runtime.shutdown_timeout(LAST_WAIT);
    ended.map(|()| Verdict::Holds)
}

/// Ends when the person at the terminal or the service manager asks to.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}

fn failed(error: &std::io::Error) -> Failure {
    Failure::new(Code::StorageFailed, format!("系统拒绝：{error}"), "请检查系统资源")
}
