# The two commands of a newcomer are `make run` and `make test`; CONTRIBUTING.md explains the rest.

PROGRAM ?= .build-release/release/apus
ORACLE ?= haproxy
JOBS ?= 2

.PHONY: build run test conformance oracle differential endings robustness leaks bench fuzz lint clean

build: ## the release program, in .build-release/release/apus
	swift build -c release --static-swift-stdlib -j $(JOBS) --scratch-path .build-release --product apus

run: ## starts the quick start and prints the addresses to open
	@scripts/bootstrap run
	@$(MAKE) --no-print-directory build
	@scripts/run $(PROGRAM) examples/quickstart.cfg

test: ## every test
	@scripts/bootstrap test
	@scripts/test $(PROGRAM)

conformance: ## every .vtc file against $(PROGRAM); FILES=… for some of them
	@scripts/conformance $(PROGRAM) $(FILES)

oracle: ## every .vtc file against Debian's HAProxy
	@scripts/conformance $(ORACLE) $(FILES)

differential: ## the same requests through $(PROGRAM) and Debian's HAProxy
	@scripts/differential $(PROGRAM) --oracle $(ORACLE) $(FILES)

endings: ## three hundred ways to end a stream, and what $(PROGRAM) and Debian's HAProxy log of them
	@Tests/Differential/log-endings.py $(PROGRAM) $(ORACLE)

robustness: ## every hostile input against $(PROGRAM)
	@scripts/robustness $(PROGRAM)

leaks: ## what ten thousand mixed requests leave behind
	@scripts/leaks $(PROGRAM)

bench: ## CPU and memory beside HAProxy and nginx; BENCH=--quick for a short run
	@scripts/bootstrap test
	@$(MAKE) --no-print-directory build
	@scripts/bench $(PROGRAM) $(BENCH)

fuzz: ## every fuzz target, a short run each
	@scripts/fuzz

lint: ## the committed format
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Fuzz

clean:
	rm -rf .build .build-fuzz .build-release .build-bench .build-conformance .build-robustness
