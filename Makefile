# Two commands: `make run` serves the demo region, `make test` runs everything. The rest are their parts.
SHELL := /bin/bash
.DEFAULT_GOAL := help
LISTEN ?= 127.0.0.1:8080
DATA ?= demo-data
CARGO ?= cargo

.PHONY: help run build web test test-rust test-total test-columnar test-dialects test-faults test-cluster test-web test-e2e lint fmt deny setup-test bench fuzz clean-demo

help: ## 列出各命令
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: build ## 安装依赖、构建并在 127.0.0.1:8080 打开示范区域
	$(CARGO) run --release --quiet -p kechuang -- serve --demo --data $(DATA) --listen $(LISTEN)

build: web ## 构建网页与发行版程序（网页嵌在程序里）
	$(CARGO) build --release -p kechuang

web: web/dist/index.html ## 构建网页

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/public web/index.html web/vite.config.ts crates/server/openapi.json -type f 2>/dev/null | sed 's/ /\\ /g')
	cd web && npm run build

test: lint test-rust test-web test-e2e ## 全部测试，含浏览器测试
	@scripts/summary.sh

# nextest where it is installed (its summary is the closing line of the suite), else cargo test.
test-rust: web ## Rust 测试
	scripts/test-rust.sh

test-total: ## 十万个随机表达式：不崩溃、结果确定、格式化不改变含义
	KECHUANG_TOTAL_CASES=100000 $(CARGO) test -p language --test total -- --nocapture by_the_grammar

test-columnar: ## 按列执行与解释器逐行比较：全国政策集 × 十万家示例企业，随机表达式四千批
	KECHUANG_COLUMNAR_ROWS=100000 KECHUANG_COLUMNAR_CASES=4000 $(CARGO) test --release -p columnar -- --nocapture

test-dialects: ## 每个政策写成 SQL，在本机有的每个数据库上逐行比较（Python 包见 scripts/check-dialects.txt）
	$(CARGO) build --release --quiet -p kechuang
	scripts/check-dialects.py $${CARGO_TARGET_DIR:-target}/release/kechuang

test-faults: ## 导入、代替、停用在随机时刻被终止五百次：已确认的一行不少，没有半个来源
	$(CARGO) run --quiet -p lake --example faults

test-cluster: ## 集群：三个进程的答复与本机逐项比较，中途终止一个执行器（编译 Ballista，十几分钟）
	# Without what the test does not look at: its build is long enough.
	$(CARGO) build --quiet -p kechuang --no-default-features --features cluster
	scripts/test-cluster.py $${CARGO_TARGET_DIR:-target}/debug/kechuang

test-web: web/node_modules/.package-lock.json ## 网页的单元测试
	scripts/tally.sh web bash -c 'cd web && npm test'

test-e2e: web setup-test ## 浏览器测试（Debian 的 Chromium）
	# With the features of the tests: built alone, its SQL engine would be compiled a second time.
	$(CARGO) test --workspace --no-run --quiet
	scripts/tally.sh e2e bash -c 'cd web && npm run e2e'

setup-test: ## 浏览器测试所需的系统软件（root 时自动安装）
	scripts/setup-test.sh

lint: ## 格式与静态检查
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings

fmt: ## 统一格式
	$(CARGO) fmt --all

deny: ## 依赖的许可与安全检查（需要 cargo-deny）
	$(CARGO) deny check

bench: ## 性能对比，见 docs/performance.md
	scripts/bench.sh

fuzz: ## 解析器模糊测试十分钟（需要 nightly 与 cargo-fuzz）
	cd fuzz && cargo +nightly fuzz run expression -- -max_total_time=600

clean-demo: ## 删除示范区域的数据
	rm -rf $(DATA)
