{{ config(enabled=var('xero_journal_control')) }}

-- The stream is read whole each time: what the last reading did not say again is over.
select found.*
from ({{ newest_row(source('xero', 'journal_control'), ['tenant_id', adapter.quote('check'), 'period', 'account_code', 'tracking'], 'checked_at') }}) as found
where found.checked_at = (
    select max(newest.checked_at) from {{ source('xero', 'journal_control') }} as newest
    where newest.tenant_id = found.tenant_id
)
