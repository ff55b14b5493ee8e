import type { Found } from '@/composables/readSheet';
import { fenOf } from '@/composables/money';
import type { StatementRow } from '../settlementTypes';

/** What manufacturers write above their columns. */
export const kHeadings = {
	card: ['卡号', '安装卡号', '结算卡号', '服务卡号', '维修单号', 'card', 'card number'],
	serial: ['条码', '机身码', '机身条码', '序列号', 'serial', 'barcode'],
	order: ['单号', '派工单号', '工单号', '信息单号', 'order', 'order number'],
	result: ['结果', '结算结果', '审核结果', '状态', 'result', 'state'],
	sum: ['金额', '结算金额', '实付金额', '金额元', '结算金额元', '费用', 'amount', 'sum', 'amount yuan'],
	reason: ['原因', '拒付原因', '备注', 'reason', 'remark'],
} as const;
const kRefused = /拒|不予|驳回|不合格|未通过|refus|reject/i;

export interface Read {
	rows: StatementRow[];
	/** Rows whose sum is no sum: shown, never guessed. */
	wrong: { row: number; value: string }[];
}

/** The rows of a manufacturer's sheet; a row without any of the three numbers is a heading or a total and is left out. */
export function statementRows(found: Found[]): Read {
	const wrong: Read['wrong'] = [];
	const rows: StatementRow[] = [];
	for (const { line, values } of found) {
		if (!values.card && !values.serial && !values.order) continue;
		const refused = kRefused.test(values.result ?? '');
		const sumFen = values.sum === undefined || values.sum === '-' ? (refused ? 0 : null) : fenOf(values.sum.replace(/[,，元¥￥\s]/g, ''));
		if (sumFen === null) {
			wrong.push({ row: line, value: values.sum ?? '' });
			continue;
		}
		rows.push({
			row: line, ...(values.card ? { card: values.card } : {}), ...(values.serial ? { serial: values.serial } : {}), ...(values.order ? { order: values.order } : {}),
			result: refused ? 'refused' : 'paid', sumFen, ...(values.reason ? { reason: values.reason } : {}),
		});
	}
	return { rows, wrong };
}
