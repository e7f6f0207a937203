import { CloseCircleFilled } from '@ant-design/icons';

/** For fields that are emptied with a click: a button with a name. */
export const clearable = { clearIcon: <CloseCircleFilled aria-label="清空" /> };
