import type { ConceptName } from "./concepts.js";

/** English heads, and Czech words of public bank data. Words are compared without abbreviations: `cust_no` is `customer_id`. */
export const ENGLISH: Readonly<Partial<Record<ConceptName, string>>> = Object.freeze({
  customer_id:
    "customer_id customer client_id clientnum custid custno customercode customer_code cif cif_id user_id userid member_id party_id customer_key borrower_id cardholder_id klient_id",
  account_id:
    "account_id account acctno accountid account_code iban card_id card_number card_no account_key deposit_id deposit_account loan_account_id foracid cislo_uctu ucet",
  contract_id:
    "contract_id loan_id card_id deposit_id deal_id facility_id agreement_id arrangement_id policy_id certificate_id mortgage_id",
  holder_record_id: "disp_id disposition_id holder_record_id relation_id relationship_id link_id",
  transaction_id:
    "transaction_id trans_id transid order_id orderid invoice invoice_id invoiceno invoice_no booking_id entry_id posting_id journal_id sequence_id receipt_id transaction_reference reference_id payment_id operation_id",
  branch_id:
    "branch branch_id branch_code sol_id branchcode office_id office outlet_id organisation_id org_id orgid department_id home_branch cost_center cost_centre",
  branch_name: "branch_name office_name outlet_name organisation_name",
  household_id: "household_id household hh_id family_id",
  event_date: "date datetime timestamp business_date event_date activity_date",
  booked_on:
    "booked_on booking_date posting_date post_date posted_date book_date entry_date accounting_date date_posted",
  trade_date:
    "transaction_date trans_date trade_date order_date purchase_date invoice_date sale_date payment_date transaction_time transaction_datetime order_time visit_date date_of_purchase",
  value_date: "value_date interest_start_date effective_date",
  period_end:
    "period_end as_of_date asof_date month_end month_end_date report_date reporting_date snapshot_date balance_date period_date eom_date year_month yearmonth statement_date calendar_date month",
  open_date:
    "open_date account_open_date opening_date date_opened customer_since join_date joined_on registration_date signup_date start_of_relationship relationship_start issue_date issued issued_on grant_date granted disbursement_date loan_date onboarding_date created_on first_date",
  close_date:
    "close_date closed_date closing_date date_closed account_close_date churn_date termination_date settled_on end_of_relationship settlement_date attrition_date",
  birth_date: "birth_date date_of_birth birthdate birthday birth_number birth_day datum_narozeni",
  age: "age customer_age age_years",
  gender: "gender sex pohlavi",
  region: "region state province city town county residence geography location territory area kraj",
  tier: "tier grade customer_tier customer_grade customer_level level vip vip_level rating loyalty_tier membership_level",
  programme_start:
    "programme_start program_start programme_date program_date go_live go_live_date golive_date rollout_date roll_out_date treatment_date treatment_start launch_date",
  product_code: "product_code product product_id productid product_type_code scheme_code schm_code gl_code",
  product_name: "product_name product_description item item_name goods goods_name",
  family: "family product_family product_group product_line product_category product_class product_type",
  side: "side asset_liability balance_sheet_side asset_or_liability al_flag",
  currency: "currency currency_code iso_currency currency_iso_code transaction_currency account_currency mena",
  customer_rate:
    "customer_rate rate interest_rate annual_rate contract_rate nominal_rate coupon_rate apr net_rate current_rate urokova_sazba",
  curve_rate: "curve_rate zero_rate node_rate yield",
  fx_rate: "fx_rate exchange_rate conversion_rate spot_rate mid_rate",
  rate_type: "rate_type interest_type interest_rate_type rate_basis fixed_or_floating",
  origination_date: "origination_date start_date contract_start_date loan_start_date effective_from",
  maturity_date: "maturity_date end_date due_date contract_end_date expiry_date maturity",
  last_reprice_date: "last_reprice_date last_repricing_date last_rate_change_date",
  next_reprice_date: "next_reprice_date next_repricing_date reset_date next_reset_date",
  credit_limit:
    "credit_limit limit sanction_limit facility_limit overdraft_limit card_limit approved_limit line_of_credit",
  pd: "pd probability_of_default default_probability",
  lgd: "lgd loss_given_default",
  ead: "ead exposure_at_default exposure",
  ccf: "ccf credit_conversion_factor",
  risk_weight: "risk_weight rw",
  asset_class: "asset_class",
  stage: "stage ifrs_stage ecl_stage",
  share: "share ownership_share holding_share ownership_percentage ownership holder_share",
  average_balance:
    "average_balance avg_balance average_daily_balance daily_average_balance monthly_average_balance mean_balance adb",
  end_balance:
    "end_balance balance ending_balance closing_balance current_balance book_balance month_end_balance outstanding outstanding_balance ledger_balance available_balance principal_balance account_balance",
  balance_after: "balance_after running_balance balance_after_transaction account_balance_after zustatek",
  amount:
    "amount transaction_amount amount_lcy local_amount booking_amount value payment_amount dollar_value dollar_amount amount_paid castka spend",
  sales: "sales revenue order_value order_amount total_price turnover sales_amount invoice_amount spending",
  debit_amount: "debit_amount debit debits withdrawal withdrawals withdrawal_amount paid_out money_out",
  credit_amount: "credit_amount credit credits deposit_amount paid_in money_in",
  direction:
    "direction debit_credit debit_credit_flag dc_flag dc debit_credit_code drcr drcr_flag debit_or_credit credit_debit sign part_tran_type drcr_ind debit_credit_id",
  type: "type transaction_type transaction_code booking_type purpose k_symbol ks_symbol transaction_kind event_type transaction_category merchant_category mcc",
  channel:
    "channel channel_code channel_id delivery_channel transaction_channel operation mode payment_method origin source_channel",
  fee: "fee fees commission charge service_charge transaction_fee charges",
  counterparty_class:
    "counterparty_class counterparty_type counterparty_bank bank bank_to partner_bank bank_code counterparty_category",
  counterparty_account:
    "counterparty_account account_to to_account partner_account beneficiary_account contra_account recipient_account counterparty destination_account account_from",
  activity_code: "activity_code activity activity_id driver_code service_code driver activity_type",
  activity_name: "activity_name activity_description driver_name service_name",
  count: "count quantity units occurrences volume number_of_items items number_of_cds number_of_transactions",
  unit_cost: "unit_cost cost_per_unit cost_per_activity activity_cost cost_rate price_per_activity",
  pool: "pool cost_pool resource_cost",
  capacity: "capacity practical_capacity",
  curve_id: "curve_id curve curve_name curve_code yield_curve",
  term_months: "term_months term tenor months duration tenor_months term_in_months maturity_months loan_term",
  unit: "unit unit_id subject subject_id firm firm_id county countyreal",
  period: "period year wave quarter yr time_period",
  cohort: "cohort first_treat first_treated treatment_year gvar first_treated_period",
  cluster: "cluster cluster_id",
  recency_days: "recency_days days_since_last days_since_last_purchase days_since_last_transaction",
  last_date: "last_date last_purchase_date last_order_date most_recent_visit most_recent_date last_transaction_day",
  frequency: "frequency transaction_count number_of_orders number_of_visits order_count",
  monetary: "monetary monetary_value total_spend total_revenue total_amount",
  profit: "profit customer_profit net_profit contribution net_contribution profit_loss margin",
  revenue: "revenue income total_income total_revenue operating_income gross_income",
  nii: "nii net_interest_income interest_income_net net_interest_margin_income",
  fee_income: "fee_income fees_and_commissions non_interest_income noninterest_income commission_income",
  cost: "cost costs cost_to_serve operating_cost expenses expense opex total_cost service_cost",
  provision: "provision provisions impairment loan_loss_provision impairment_charge",
  expected_loss: "expected_loss ecl expected_credit_loss",
  capital: "capital economic_capital allocated_capital regulatory_capital",
  role: "role holder_type relationship relation owner_type relationship_type relationship_role",
  status:
    "status account_status customer_status state_code attrition_flag attrition churn churned exited left loan_status active",
  segment: "segment customer_segment customer_category",
  customer_type: "customer_type party_type",
  education: "education education_level educ",
  marital_status: "marital_status married marital",
  occupation: "occupation profession job industry employment",
  income: "income_category annual_income monthly_income household_income estimated_salary salary",
  instalment: "instalment installment payments monthly_payment repayment payment_due emi",
  last_activity_date: "last_activity_date last_transaction_date last_login_date last_contact_date",
  person_name:
    "name full_name customer_name first_name last_name surname given_name family_name short_name legal_name account_name account_title holder_name contact_person relationship_manager officer teller_id beneficiary_name counterparty_name middle_name embossed_name jmeno",
  national_id:
    "national_id ssn social_security_number passport passport_number id_number id_card identity_number tax_id tin nin rodne_cislo national_insurance_number document_number legal_id",
  phone: "phone mobile telephone mobile_number phone_number cell cellphone fax contact_number sms_number home_phone",
  email: "email e_mail mail email_address mail_address",
  address:
    "address street zip zipcode zip_code postal_code postcode address_line address_line_1 address_line_2 address1 address2 house_number residence_address employer ip_address ip",
  free_text:
    "narrative description remarks remark memo note notes comment comments details particulars narration payment_details tran_particular free_text reference_text message",
});
