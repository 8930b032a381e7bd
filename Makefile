# make help lists every task. Each is one command of ./dev; nothing here is needed to use or test the product.
.DEFAULT_GOAL := help
.PHONY: help run test lint types pack language css benchmarks

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## start Wellbought with example purchases
	./dev run

test: ## everything: lint, types, layers, guidance, tests
	./dev test

lint: ## lint and format
	./dev uv run --frozen ruff check --fix . && ./dev uv run --frozen ruff format .

types: ## types
	./dev uv run --frozen mypy

pack: ## prove the guidance
	./dev uv run --frozen python -m wellbought pack check

language: ## bring a language's catalogues up to date: make language LANG=es
	./dev uv run --frozen python -m wellbought pack language $(LANG)

css: ## build the styles and scripts (needs Node)
	npm ci --ignore-scripts && npm run build

benchmarks: ## measure; docs/benchmarks.md holds the figures
	./dev uv run --frozen python benchmarks/run.py
