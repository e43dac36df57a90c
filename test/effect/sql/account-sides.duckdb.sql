select
  accounts.account_id,
  accounts.customer_id,
  coalesce(null, products.side) as side,
  (year(accounts.open_date) * 12 + month(accounts.open_date) - 1) as opened_in,
  (year(accounts.close_date) * 12 + month(accounts.close_date) - 1) as closed_in
from accounts
left join products on products.product_code = accounts.product_code
