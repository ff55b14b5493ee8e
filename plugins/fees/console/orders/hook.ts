import { computed, watch } from 'vue';
import { useRouter } from 'vue-router';
import { money, text } from '@/composables/columns';
import type { Column } from '@/composables/useExport';
import { useBranches } from '@/composables/useBranches';
import { useList } from '@/composables/useList';
import { productName, serviceName, word } from '../common/words';
import { listOrders } from '../orderApi';
import type { OrderRow } from '../orderTypes';

/** FE-43: every order shows what it costs and where its money is. */
export function useOrders() {
	const router = useRouter();
	const { learn, nameOf } = useBranches();
	const list = useList<OrderRow>({ fetch: listOrders, filters: { q: '', moneyState: '', branch: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<OrderRow>[]>(() => [
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 116 }),
		text('completedOn', 'fees.completedOn', (row) => row.completedOn, { width: 104, wide: true }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 70, wide: true }),
		text('technician', 'fees.technician', (row) => row.technician.name, { width: 84 }),
		text('service', 'fees.serviceType', (row) => serviceName(row.serviceType), { width: 70, exportOnly: true }),
		text('product', 'fees.product', (row) => [productName(row.productType), row.brand, row.model].filter(Boolean).join(' '), { minWidth: 140, wide: true, wraps: true }),
		text('verdict', 'fees.verdict', (row) => word('verdicts', row.verdict), { width: 100 }),
		text('verdictReason', 'fees.verdictReason', (row) => word('verdictReasons', row.verdictReason), { width: 110, exportOnly: true }),
		money('computed', 'fees.computed', (row) => row.computedFen, { width: 92 }),
		money('charged', 'fees.charged', (row) => row.chargedFen, { width: 92 }),
		money('handed', 'fees.handed', (row) => row.handedFen, { width: 92 }),
		money('passed', 'fees.passed', (row) => row.passedFen, { exportOnly: true }),
		money('cashed', 'fees.cashed', (row) => row.cashedFen, { width: 92 }),
		money('named', 'fees.named', (row) => row.namedFen, { width: 96 }),
		money('refunded', 'fees.refunded', (row) => row.refundedFen, { exportOnly: true }),
		text('moneyState', 'fees.moneyState', (row) => word('moneyStates', row.moneyState), { width: 120 }),
		text('exception', 'fees.exception', (row) => word('exceptionKinds', row.exception), { minWidth: 118 }),
	]);
	const open = (row: OrderRow) => router.push({ name: 'fee-order', params: { kind: row.kind, branch: row.branchId, key: row.orderKey } });
	return { list, columns, open };
}
