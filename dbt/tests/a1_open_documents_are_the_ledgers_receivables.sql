-- A1: open documents, less credits and advances, are the balance of Accounts Receivable.
select *
from {{ ref('latest_control_totals') }}
where {{ adapter.quote('check') }} = 'A1' and status = 'Does not tie' and severity = 'error'
