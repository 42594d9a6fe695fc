# What the trial in examples/compose runs beside the two connectors: the sandbox, and PyAirbyte with PostgreSQL.
ARG BASE_IMAGE=docker.io/library/python:3.11-slim-bookworm

FROM ${BASE_IMAGE}
WORKDIR /trial
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY xero_api ./xero_api
COPY xero_connectors ./xero_connectors
COPY revrec_journals ./revrec_journals
COPY xero_sandbox ./xero_sandbox
COPY source_xero_revrec ./source_xero_revrec
COPY destination_xero_journals ./destination_xero_journals
RUN python -m venv venv \
 && venv/bin/pip install --no-cache-dir --constraint constraints.txt ".[sandbox]" "airbyte (>=0.71,<0.72)"
USER 1000
# PyAirbyte keeps a folder of its own where it is started, and looks for connectors on the path.
ENV PATH=/trial/venv/bin:$PATH HOME=/tmp PYTHONUNBUFFERED=1 DO_NOT_TRACK=1 AIRBYTE_OFFLINE_MODE=1
WORKDIR /tmp
