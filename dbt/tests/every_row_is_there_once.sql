-- A billing id is one row, however often the warehouse was loaded.
select billing_id, count(*) as copies
from {{ ref('current_billing_schedule') }}
group by billing_id
having count(*) > 1
