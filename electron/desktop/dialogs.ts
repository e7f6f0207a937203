import { type BrowserWindow, dialog } from 'electron';
import { readableFiles } from '../../shared/readable-files.ts';

/** The system's file dialogs. Paths stay in the main process: the page asks for files and never names one. */

const readable = [
  { name: '绩效目标表', extensions: [...readableFiles] },
  { name: '所有文件', extensions: ['*'] },
];

const kinds: Record<string, string> = { xlsx: 'Excel 工作簿', pdf: 'PDF 文件', ofd: 'OFD 文件', docx: 'Word 文档' };

/** Paths of the files to import; none when the clerk cancels. */
export async function askForFiles(window: BrowserWindow): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: '导入',
    filters: readable,
    properties: ['openFile', 'multiSelections'],
  });
  return filePaths;
}

/** Path of a folder for backups; null when the clerk cancels. */
export async function askForBackupFolder(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: '选择存放备份的文件夹',
    buttonLabel: '存到这里',
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

/** Path to save a file under; null when the clerk cancels. The dialog itself asks before it lets a file be replaced. */
export async function askWhereToSave(window: BrowserWindow, name: string): Promise<string | null> {
  const extension = name.split('.').at(-1) ?? '';
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: '导出',
    defaultPath: name,
    filters: [{ name: kinds[extension] ?? extension, extensions: [extension] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  return canceled || !filePath ? null : filePath;
}
