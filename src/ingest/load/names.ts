/** Names of the tables that exist only while sources are loaded. */
export const stageTable = (at: number): string => `ingest_stage_${String(at)}`;
export const lookupTable = (source: string): string => `ingest_lookup_${source}`;
export const linkTable = (at: number, link: string): string => `ingest_link_${String(at)}_${link}`;
export const rawTable = "ingest_raw";
