{{ config(enabled=var('xero_recognition')) }}

{{ newest_reading(source('xero', 'journal_entries'), ['tenant_id', 'journal_entry_id', 'journal_line_number'], 'recognised_at') }}
