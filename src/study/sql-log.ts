/** Folders that stand in rendered SQL, with the word that replaces each: no path of a machine leaves it. */
export type FolderWords = Readonly<Record<string, string>>;

function hideFolders(text: string, folders: FolderWords): string {
  const longestFirst = Object.keys(folders).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((each, folder) => each.replaceAll(folder, folders[folder]), text);
}

/** The SQL of a run as one file a reviewer can read, stage by stage. */
export function sqlLog(stages: readonly { readonly stage: string; readonly statements: readonly string[] }[]): string {
  return stages
    .filter((each) => each.statements.length > 0)
    .map(({ stage, statements }) => `-- stage: ${stage}\n\n${statements.map((each) => `${each.trim()};\n`).join("\n")}`)
    .join("\n\n");
}

/** Statements with the machine's folders replaced by words. */
export function withoutFolders(statements: readonly string[], folders: FolderWords): readonly string[] {
  return statements.map((each) => hideFolders(each, folders));
}
