/** Pairs of a traditional (or variant) character and the simplified one, for the words that heads of bank exports use. */
const PAIRS =
  "戶户號号編编賬账帳账帐账餘余額额開开銷销機机構构網网點点幣币種种貨货產产類类別别稱称貸贷標标誌志識识碼码證证電电話话郵邮聯联繫系係系業业務务" +
  "費费損损風风險险權权評评級级區区鄉乡鎮镇職职學学歷历貢贡獻献違违約约償偿還还憑凭單单據据轉转匯汇櫃柜員员對对備备註注時时間间總总計计結结" +
  "積积數数實实際际執执動动變变調调價价線线簽签發发狀状態态檔档進进資资負负債债財财貴贵賓宾層层來来當当後后項项個个準准週周頻频歲岁齡龄稅税" +
  "淨净潤润撥拨營营運运記记錄录過过應应補补關关屬属審审滿满姓姓繳缴質质場场買买賣卖參参擔担適适稀稀貼贴現现";

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, at) => [PAIRS[2 * at], PAIRS[2 * at + 1]]),
);

/** The same name in simplified characters, as far as the dictionary needs them. */
export function simplified(name: string): string {
  return [...name].map((each) => SIMPLIFIED.get(each) ?? each).join("");
}
