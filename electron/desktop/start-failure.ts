import { app, dialog, shell } from 'electron';
import { ApiError, errorTexts } from '../../shared/api-error.ts';

/**
 * Says in a box of the system why the program cannot start, before there is a window, and ends it or starts it anew as
 * the clerk chooses. Resolves never.
 */
export async function tellStartFailure(error: unknown, folder: string): Promise<void> {
  await app.whenReady();
  const message = error instanceof ApiError ? error.message : errorTexts.internal;
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: `${app.name}未能启动`,
      message: `${app.name}未能启动`,
      detail: `${message}。\n\n数据文件夹：${folder}`,
      buttons: ['再试一次', '打开数据文件夹', '退出'],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (response === 1) {
      await shell.openPath(folder);
      continue;
    }
    if (response === 0) app.relaunch();
    app.exit(1);
    return;
  }
}
