import type { ConceptName } from "./concepts.js";

/** Column names of common core-banking and transfer-pricing systems, compared as written (without case and punctuation). */
const TRANSFER_PRICING: Readonly<Partial<Record<ConceptName, string>>> = {
  customer_id: "customer_id cust_id",
  account_id: "account_number id_number instrument_id",
  end_balance: "cur_book_bal cur_par_bal cur_net_book_bal",
  average_balance: "avg_book_bal avg_net_book_bal",
  customer_rate: "cur_net_rate cur_gross_rate",
  ftp_rate: "transfer_rate t_rate",
  matched_spread: "matched_spread",
  origination_date: "origination_date org_date issue_date",
  maturity_date: "maturity_date",
  term_months: "org_term remain_term_c",
  original_balance: "org_par_bal org_book_bal",
  last_reprice_date: "last_reprice_date",
  next_reprice_date: "next_reprice_date",
  reprice_months: "reprice_freq",
  teaser_end_date: "tease_end_date",
  payment_months: "amrt_term pmt_freq",
  amortisation: "amrt_type_cd",
  rate_type: "adjustable_type_cd",
  currency: "iso_currency_cd",
  product_code: "common_coa_id product_id prod_cd",
  branch_id: "org_unit_id",
  period_end: "as_of_date",
};

const TEMENOS: Readonly<Partial<Record<ConceptName, string>>> = {
  customer_id: "customer.no customer_no customer.code",
  person_name: "short.name name.1 name.2 account.title.1 mnemonic",
  account_id: "account.number arrangement.id account_officer_account",
  product_code: "category product.category",
  segment: "sector target customer.segment",
  branch_id: "company.code co.code branch.co.mne company.book",
  end_balance: "working.balance online.actual.bal online.cleared.bal open.actual.bal",
  open_date: "opening.date customer.since contact.date",
  booked_on: "booking.date processing.date",
  value_date: "value.date",
  amount: "amount.lcy amount.fcy txn.amount",
  type: "transaction.code txn.code",
  transaction_id: "stmt.no stmt.entry.id trans.reference our.reference",
  credit_limit: "limit.amount",
  birth_date: "date.of.birth birth.incorp.date",
  free_text: "narrative",
  occupation: "industry",
};

const FINACLE: Readonly<Partial<Record<ConceptName, string>>> = {
  customer_id: "cif_id orgkey",
  account_id: "acid foracid",
  person_name: "acct_name cust_name acct_short_name",
  branch_id: "sol_id primary_sol_id",
  product_code: "schm_code gl_sub_head_code",
  family: "schm_type",
  currency: "acct_crncy_code tran_crncy_code crncy_code",
  open_date: "acct_opn_date relationshipopeningdate",
  close_date: "acct_cls_date",
  end_balance: "clr_bal_amt",
  credit_limit: "sanct_lim drwng_power",
  booked_on: "pstd_date gl_date",
  trade_date: "tran_date",
  transaction_id: "tran_id",
  direction: "part_tran_type",
  amount: "tran_amt",
  type: "tran_type tran_sub_type",
  free_text: "tran_particular tran_rmks",
  channel: "delivery_channel_id",
  average_balance: "avg_bal",
};

const FLEXCUBE: Readonly<Partial<Record<ConceptName, string>>> = {
  customer_id: "cust_no customer_no",
  account_id: "cust_ac_no ac_no account_no",
  person_name: "ac_desc customer_name1",
  branch_id: "branch_code ac_branch local_branch",
  product_code: "account_class product_code",
  currency: "ccy ac_ccy",
  open_date: "ac_open_date cif_creation_date",
  end_balance: "acy_curr_balance lcy_curr_balance acy_avl_bal acy_bal",
  average_balance: "acy_avg_bal lcy_avg_bal",
  transaction_id: "trn_ref_no ac_entry_sr_no",
  booked_on: "trn_dt book_dt",
  value_date: "value_dt",
  direction: "drcr_ind",
  amount: "lcy_amount fcy_amount",
  type: "trn_code",
  customer_type: "customer_type",
  segment: "customer_category",
  credit_limit: "tod_limit",
  maturity_date: "maturity_date",
  contract_id: "contract_ref_no",
};

export const SYSTEMS = Object.freeze([TRANSFER_PRICING, TEMENOS, FINACLE, FLEXCUBE]);

/** Rates that these systems state in percent. */
export const PERCENT_NAMES: ReadonlySet<string> = new Set([
  "curnetrate",
  "curgrossrate",
  "transferrate",
  "matchedspread",
  "trate",
]);
