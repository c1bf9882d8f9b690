# Một Cửa: `make run` starts the product, `make test` proves it. `make` alone lists the rest.
.DEFAULT_GOAL := help
PY ?= python3
BIN := .venv/bin
PORT ?= 8000
