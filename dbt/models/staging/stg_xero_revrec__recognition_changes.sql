{{ config(enabled=var('xero_recognition')) }}

{{ newest_reading(source('xero', 'recognition_changes'), ['tenant_id', 'journal_entry_id', 'change_number'], 'recognised_at') }}
