with parts(rule, weight, months, lag, size, divisor) as (
  values (1, 10000000000, 3, 0, 1, 10000000000), (2, 8000000000, 36, 0, 2, 10000000000), (2, 2000000000, 1, 0, 2, 10000000000)
),
periods as (
  select distinct period_end
  from balances
  where period_end between cast('2023-01-01' as date) and cast('2023-12-31' as date)
),
quoted as (
  select
    parts.*,
    periods.period_end,
    case when lag = 0 then periods.period_end else last_day(cast(periods.period_end + to_months(cast(-parts.lag as integer)) as date)) end as reference_date
  from parts
  cross join periods
),
held as (
  select distinct currency
  from profit_facts
),
wanted as (
  select distinct held.currency, quoted.reference_date, cast(quoted.months as double) as term_months
  from held
  cross join quoted
),
nodes as (
  select
    currency as currency,
    date as curve_date,
    term_months,
    rate,
    lead(term_months) over (partition by currency, date order by term_months) as next_term,
    lead(rate) over (partition by currency, date order by term_months) as next_rate,
    row_number() over (partition by currency, date order by term_months) = 1 as is_first
  from curves
),
dated as (
  select w.currency, w.reference_date, max(c.curve_date) as curve_date
  from (select distinct currency, reference_date from wanted) as w
  join (select distinct currency, curve_date from nodes) as c
    on c.curve_date <= w.reference_date and c.currency is not distinct from w.currency
  group by w.currency, w.reference_date
),
priced as (
  select
    w.currency,
    w.reference_date,
    w.term_months,
    cast(case
      when w.term_months <= n.term_months or n.next_term is null then n.rate
      else n.rate + (n.next_rate - n.rate) * (w.term_months - n.term_months) / (n.next_term - n.term_months)
    end as decimal(12, 10)) as rate,
    w.term_months < n.term_months or (n.next_term is null and w.term_months > n.term_months) as is_flat
  from wanted as w
  join dated as d on d.reference_date = w.reference_date and d.currency is not distinct from w.currency
  join nodes as n on n.curve_date = d.curve_date and n.currency is not distinct from w.currency
    and (n.is_first or w.term_months >= n.term_months)
    and (n.next_term is null or w.term_months < n.next_term)
),
sums as (
  select
    quoted.rule,
    priced.currency,
    quoted.period_end,
    sum(cast(quoted.weight as hugeint) * cast((priced.rate) * 10000000000 as hugeint)) as numerator,
    max(quoted.divisor) as divisor,
    max(case when priced.is_flat then 1 else 0 end) = 1 as is_flat
  from quoted
  join priced on priced.reference_date = quoted.reference_date and priced.term_months = quoted.months
  group by quoted.rule, priced.currency, quoted.period_end
  having count(*) = max(quoted.size)
)
select
  rule,
  currency,
  period_end,
  cast((2 * numerator + sign(numerator) * divisor) // (2 * divisor) as bigint) as price,
  is_flat
from sums
order by rule, currency, period_end
