{{ config(enabled=var('xero_journal_control')) }}

-- J3 by month, account and tracking: what was sent to Xero is what is there.
select *
from {{ ref('stg_xero_revrec__journal_control') }}
where {{ adapter.quote('check') }} = 'J3' and status = 'Does not tie' and severity = 'error'
