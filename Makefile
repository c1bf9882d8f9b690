# Một Cửa: `make run` starts the product, `make test` proves it. `make` alone lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test coverage check fix bench officers-day tampering docs lock sbom audit clean
PY ?= python3
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
# What the checkers configure Django with; no database is reached, no key is used.
STANDING_IN := MOTCUA_STATE_DIR=/nonexistent MOTCUA_SECRET_KEY=none MOTCUA_MASTER_KEY=none MOTCUA_DATABASE_HOST=none MOTCUA_DATABASE_PASSWORD=none
# Compiled modules make every start seconds faster, here as in service.
unexport PYTHONDONTWRITEBYTECODE

help: ## Danh sách này · this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name words; do printf '  make %-10s %s\n' "$$name" "$$words"; done

run: setup ## Chạy thử trên máy này (PORT=9000 để đổi cổng) · run it here; PORT=9000 for another port
	@exec $(BIN)/motcua up --port $(PORT) --with-parent

setup: ## Cài những gì cần để chạy · install what running needs
	@$(PY) tools/setup.py run

setup-dev: ## Cài thêm những gì cần để kiểm tra · install what checking needs
	@$(PY) tools/setup.py dev
	@$(PY) tools/machine_tools.py

test: setup-dev ## Mọi kiểm tra, như CI · every check, as CI does
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(STANDING_IN) $(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	PYTHONPATH=tools $(BIN)/lint-imports --no-logo --no-cache --config .importlinter-faces
	$(STANDING_IN) $(BIN)/python tools/reference.py --check
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup --ignore tests/browser --ignore tests/processes
	$(BIN)/pytest tests/processes
	$(BIN)/pytest tests/browser

coverage: setup-dev ## Độ phủ của kiểm tra · how much the tests reach
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term:skip-covered

check: test ## Như make test · the same

fix: setup-dev ## Sửa định dạng, dựng lại trang tham khảo · format, and redraw the reference pages
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(STANDING_IN) $(BIN)/python tools/reference.py

bench: setup-dev ## Đo tốc độ · measure
	$(BIN)/python -m bench.forms
	$(BIN)/python -m bench.search
	$(BIN)/python -m bench
	$(BIN)/python -m bench.finding
	$(BIN)/python -m bench.worklists
	$(BIN)/python -m bench.live

officers-day: setup-dev ## Chơi trọn một ngày ở quầy, đếm từng lần bấm · play a whole day at the desk, every press counted
	MOTCUA_WHOLE_DAY=$(CURDIR)/officers-day.md $(BIN)/pytest tests/browser/test_officers_day.py

tampering: setup-dev ## Sửa trộm 10.000 lần trong cơ sở dữ liệu và trong tệp mang về, phải tìm ra hết · tamper 10,000 times with the database and with files taken home; all must be found
	MOTCUA_TAMPERINGS=10000 $(BIN)/pytest -s tests/evidence/test_forging.py tests/evidence/test_tampering.py

docs: setup-dev ## Dựng lại các trang tham khảo · redraw the reference pages
	$(STANDING_IN) $(BIN)/python tools/reference.py

lock: setup-dev ## Ghi lại phiên bản và mã băm của mọi gói · lock versions and hashes
	$(BIN)/python tools/lock.py

sbom: setup-dev ## Danh sách thành phần phần mềm (CycloneDX) · what it is made of, as CycloneDX
	$(BIN)/python tools/sbom.py sbom.cdx.json

# Asks PyPI and npm for known holes, so it needs a line outward; CI runs it beside the checks, not among them.
audit: setup-dev ## Lỗ hổng đã biết của thành phần (cần mạng) · known holes in its parts; needs the network
	$(BIN)/uv tool run pip-audit --require-hashes --disable-pip --requirement requirements/run.txt
	npm audit --omit=dev

clean: ## Xóa những gì đã cài và dựng (dữ liệu còn nguyên) · remove what was installed and built, not the data
	rm -rf .venv node_modules src/motcua/surfaces/ui/static/ui/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* htmlcov test-results
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} +
