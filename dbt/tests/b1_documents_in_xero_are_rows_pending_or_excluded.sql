-- B1 by month and currency: every document of Xero is rows, pending, held or excluded, to the cent.
select *
from {{ ref('latest_control_totals') }}
where {{ adapter.quote('check') }} = 'B1' and status = 'Does not tie' and severity = 'error'
