import { describe, expect, test } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { csvRows, headingRow, matched, readSheet, SheetError, shownNumber, underHeadings } from './readSheet';

const fileOf = (name: string, bytes: Uint8Array) => ({ name, size: bytes.length, arrayBuffer: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer });
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('sheets are read as a person sees them', () => {
	test('.xlsx: texts, numbers, empty rows and cells keep their places', async () => {
		const bytes = await writeExcel([
			[{ value: '卡号', type: String }, { value: '金额', type: String }],
			[null, null],
			[{ value: '=1+1 & <b>', type: String }, { value: 120.1, type: Number }],
			[null, { value: 261100001234, type: Number }],
		] as never).toBuffer();
		const rows = await readSheet(fileOf('a.xlsx', new Uint8Array(bytes)));
		expect(rows[0]).toEqual(['卡号', '金额']);
		expect(rows[2]).toEqual(['=1+1 & <b>', '120.1']);
		expect(rows[3]).toEqual(['', '261100001234']);
		expect(underHeadings(rows, { card: ['卡号'], sum: ['金额'] })!.found).toEqual([{ line: 3, values: { card: '=1+1 & <b>', sum: '120.1' } }, { line: 4, values: { sum: '261100001234' } }]);
	});
	test('.csv in UTF-8 and in GB 18030, with quotes and other separators', async () => {
		expect(csvRows('a;b\n"1;""2""";3\n')).toEqual([['a', 'b'], ['1;"2"', '3']]);
		expect(await readSheet(fileOf('a.csv', utf8('\ufeff名称,金额\r\n加氟,60\r\n')))).toEqual([['名称', '金额'], ['加氟', '60']]);
		// 价 格
		expect(await readSheet(fileOf('a.csv', new Uint8Array([0xbc, 0xdb, 0xb8, 0xf1, 0x2c, 0x31])))).toEqual([['价格', '1']]);
	});
	test('numbers as Excel shows them', () => {
		expect(['0.10000000000000001', '119.99999999999999', '1.2E+11', '60', '-5.5'].map(shownNumber)).toEqual(['0.1', '120', '120000000000', '60', '-5.5']);
	});
	test('what is no sheet is refused in one of three ways', async () => {
		const codeOf = (file: Parameters<typeof readSheet>[0]) => readSheet(file).then(() => '', (error) => (error as SheetError).code);
		expect(await codeOf(fileOf('a.pdf', utf8('%PDF')))).toBe('not_a_sheet');
		expect(await codeOf(fileOf('a.xlsx', utf8('PK\u0003\u0004 broken')))).toBe('not_a_sheet');
		expect(await codeOf(fileOf('a.csv', utf8('\n,\n')))).toBe('empty');
		expect(await codeOf({ ...fileOf('a.xlsx', utf8('PK')), size: 1e9 })).toBe('too_large');
	});
	test('headings are matched by what a column is called first, before what another is called besides', () => {
		const headings = { number: ['', '编号', 'Number', '投诉编号'], item: ['物料编码', 'Item', '编号'], sum: ['应收', '金额'] };
		expect([...matched(['编号', '物料编码', '金额（元）', '应收'], headings)]).toEqual([['item', 1], ['sum', 3], ['number', 0]]);
		// One column of the sheet is one column of ours.
		expect([...matched(['编号', '数量'], headings)]).toEqual([['number', 0]]);
		expect(headingRow([['上线清单'], ['编号', '金额']], headings)).toBe(1);
		expect(headingRow([['编号'], ['1']], headings)).toBe(-1);
	});
});
