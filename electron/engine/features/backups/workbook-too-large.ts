/** Thrown for a workbook whose sheet or file would exceed the 4 GiB of its zip format. */
export class WorkbookTooLarge extends Error {}
