import { yuanPlain } from '@/composables/money';
import type { ListKind, ListRow, RawRow, RowProblem } from '../orderTypes';

export const kFields = ['what', 'code', 'name', 'serviceType', 'productType', 'brand', 'model', 'unit', 'amount'] as const;
export type FieldName = (typeof kFields)[number];
/** What a kind of list has no use for is not shown. */
export const fieldsOf = (kind: ListKind): FieldName[] =>
	kind === 'price' ? [...kFields] : kind === 'commission' ? ['name', 'serviceType', 'productType', 'brand', 'model', 'amount'] : ['code', 'name', 'productType', 'brand', 'model', 'amount'];

/** Fields whose words are known; what a sheet says otherwise stays until somebody chooses. */
export const kChoices: Partial<Record<FieldName, { group: string; codes: readonly string[] }>> = {
	what: { group: 'whats', codes: ['labour', 'visit', 'part'] },
	serviceType: { group: 'serviceTypes', codes: ['install', 'repair'] },
	productType: { group: 'productTypes', codes: ['ac', 'fridge_washer', 'tv', 'water_heater', 'range_hood', 'small', 'other'] },
};

/** What people write above the columns. */
export const kHeadings: Record<FieldName, readonly string[]> = {
	what: ['类别', '项目类别', '收费类别', 'what', 'kind', 'item type'],
	code: ['代码', '编码', '编号', '材料编码', 'code'],
	name: ['名称', '项目', '项目名称', '配件名称', 'name', 'item'],
	serviceType: ['服务类型', '服务', 'serviceType', 'service'],
	productType: ['产品类别', '产品', '品类', 'productType', 'product'],
	brand: ['品牌', 'brand'],
	model: ['型号', 'model'],
	unit: ['单位', 'unit'],
	amount: ['金额', '价格', '单价', '标准', '提成', '月数', '保修月数', '金额元', '价格元', '单价元', 'amount', 'price', 'months', 'rate', 'amount yuan', 'price yuan'],
};

export type EditRow = RawRow & { id: number };
let lastId = 0;
export const editRow = (row: RawRow): EditRow => ({ ...row, id: ++lastId });
/** As a person would type it: sums in yuan, months as a number. */
export const rawOf = (row: ListRow): RawRow => ({
	line: row.line, what: row.what, code: row.code, name: row.name, serviceType: row.serviceType, productType: row.productType, brand: row.brand, model: row.model, unit: row.unit,
	amount: row.what === 'warranty' ? String(row.amount) : yuanPlain(row.amount),
});
/** Without what is empty, and without the browser's own id. */
export function bodyOf(row: EditRow, kind: ListKind): RawRow {
	const filled = Object.fromEntries(kFields.filter((name) => (row[name] ?? '').trim() !== '').map((name) => [name, row[name]!.trim()]));
	return { line: row.line, ...(kind === 'price' ? {} : { what: kind }), ...filled };
}
export const problemKey = (problem: Pick<RowProblem, 'line' | 'field'>): string => `${problem.line}|${problem.field}`;
