with facts as (
  select
    unit,
    unit as cluster,
    nullif(max(coalesce(cohort, 0)), 0) as adopted,
    cast(null as varchar) as segment,
    count(*) filter (where period between 24254 and 24259 and coalesce(abs(cast("panel"."y" as double)) < cast('1e300' as double), false)) as complete,
    max(case when true then 1 else 0 end) filter (where period = 24255) as inside
  from panel
  group by unit
)
select
  unit,
  cluster,
  case when adopted <= 24259 then adopted end as cohort,
  segment,
  cast(null as integer) as opened_in,
  cast(null as integer) as closed_in,
  case
    when adopted < 24253 then 'treated_from_the_start'
    when complete < 6 then 'missing_periods'
    when cluster is null then 'no_cluster'
    when inside = 0 then 'outside_population'
  end as exclusion
from facts
