select
    tenant_id,
    document_id,
    document_number,
    document_type,
    document_date,
    invoice_line_number,
    customer_name,
    product_code,
    line_description,
    billing_amount,
    currency,
    home_amount,
    home_currency,
    service_period_problem,
    case
        when document_type = 'Credit Memo'
            then 'https://go.xero.com/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=' || document_id
        else 'https://go.xero.com/AccountsReceivable/View.aspx?InvoiceID=' || document_id
    end as in_xero
from {{ ref('current_billing_schedule') }}
where service_start_date is null and billing_amount <> 0
