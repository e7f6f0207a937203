/** What a filing is called where its name may still be empty. */
export const displayName = (name: string): string => name || '未命名项目';
