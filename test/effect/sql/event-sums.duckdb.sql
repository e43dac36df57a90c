select
  case when cohort is null then 'control' else 'treated' end as arm,
  period,
  count(*) as units,
  sum(cast("aum" * 100 as hugeint)) as "s_0"
from effect_panel
group by arm, period
order by arm desc, period
