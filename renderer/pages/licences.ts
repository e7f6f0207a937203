/** What the program is made of that others have written, by licence: each by its name, with its npm packages. */
export const licences: { licence: string; spdx: string; works: Record<string, string[]> }[] = [
  {
    licence: 'MIT',
    spdx: 'MIT',
    works: {
      Electron: ['electron'],
      React: ['react', 'react-dom'],
      'Ant Design': ['antd', '@ant-design/icons'],
      'better-sqlite3': ['better-sqlite3'],
      'decimal.js': ['decimal.js'],
      fflate: ['fflate'],
      fontkit: ['fontkit'],
      htmlparser2: ['htmlparser2'],
      numfmt: ['numfmt'],
      'pinyin-pro': ['pinyin-pro'],
      zod: ['zod'],
    },
  },
  { licence: 'BSD 2', spdx: 'BSD-2-Clause', works: { 'dingbat-to-unicode': ['dingbat-to-unicode'] } },
  {
    licence: 'OFL 1.1',
    spdx: 'OFL-1.1',
    works: {
      思源宋体: ['@expo-google-fonts/noto-serif-sc'],
      思源黑体: ['@expo-google-fonts/noto-sans-sc'],
      'Noto Sans Symbols（随 PDF 嵌入的字体）': ['@expo-google-fonts/noto-sans-symbols-2'],
    },
  },
  { licence: 'Apache 2.0', spdx: 'Apache-2.0', works: { 'PDF.js': ['pdfjs-dist'] } },
];
