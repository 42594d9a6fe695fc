"""The CRM's customers, from wherever they are kept."""
