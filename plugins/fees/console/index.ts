import type { ConsolePlugin } from '@/plugins';
import { kCards, kCash, kDesk, kFineReaders, kHrReaders, kOrderReaders, kSettlementPeople, kSettlementReaders } from './common/roles';
import en from './locales/en';
import zh from './locales/zh';

const kCashPeople = [...new Set([...kDesk, ...kCash])];
const kFinePeople = [...new Set([...kFineReaders, ...kCash])];
const kHrPeople = [...new Set([...kHrReaders, ...kFineReaders])];
const kMakers = [...new Set([...kSettlementReaders, ...kCards])];
const kMonthEnd = [...new Set([...kSettlementReaders, ...kHrReaders])];

const plugin: ConsolePlugin = {
	id: 'fees',
	routes: [
		{ path: 'fees', name: 'fees', component: () => import('./orders/index.vue'), meta: { title: 'fees.orders.title', roles: kOrderReaders } },
		{ path: 'fees/order/:kind/:branch/:key', name: 'fee-order', component: () => import('./order/index.vue'), meta: { title: 'fees.fee', roles: kOrderReaders } },
		{ path: 'fees/receipts/:id', name: 'fee-receipt', component: () => import('./paper/Receipt.vue'), meta: { title: 'fees.paper.receipt', roles: kOrderReaders } },
		{ path: 'fee-cash/:tab?', name: 'fee-cash', component: () => import('./cash/index.vue'), meta: { title: 'fees.cash.title', roles: kCashPeople } },
		{ path: 'fee-exceptions/:tab?', name: 'fee-exceptions', component: () => import('./exceptions/index.vue'), meta: { title: 'fees.exceptions.page', roles: kOrderReaders } },
		{ path: 'fee-lists/:tab?', name: 'fee-lists', component: () => import('./lists/index.vue'), meta: { title: 'fees.lists.title', roles: kOrderReaders } },
		{ path: 'fee-lists/one/:id', name: 'fee-list', component: () => import('./list/index.vue'), meta: { title: 'fees.lists.title', roles: kOrderReaders } },
		{ path: 'fines/:tab?', name: 'fines', component: () => import('./fines/index.vue'), meta: { title: 'fees.fines.title', roles: kFinePeople } },
		{ path: 'fines/one/:id', name: 'fine', component: () => import('./fine/index.vue'), meta: { title: 'fees.fines.title', roles: kFineReaders } },
		{ path: 'penalty-notices/:id', name: 'penalty-notice', component: () => import('./paper/Notice.vue'), meta: { title: 'fees.paper.notice', roles: kFinePeople } },
		{ path: 'fee-hr/:tab?', name: 'fee-hr', component: () => import('./hr/index.vue'), meta: { title: 'fees.hr.title', roles: kHrPeople } },
		{ path: 'fee-hr/month/:branch/:month', name: 'fee-hr-month', component: () => import('./hr-month/index.vue'), meta: { title: 'fees.hr.title', roles: kHrReaders } },
		{ path: 'fee-hr/paper/:branch/:month', name: 'hr-paper', component: () => import('./paper/Person.vue'), meta: { title: 'fees.paper.person', roles: kHrReaders } },
		{ path: 'settlements/:tab?', name: 'settlements', component: () => import('./settlements/index.vue'), meta: { title: 'fees.settlements.title', roles: kSettlementPeople } },
		{ path: 'settlements/one/:id', name: 'settlement', component: () => import('./settlement/index.vue'), meta: { title: 'fees.settlements.title', roles: kSettlementPeople } },
		{ path: 'settlements/print/:id', name: 'settlement-print', component: () => import('./paper/Settlement.vue'), meta: { title: 'fees.paper.settlement', roles: kSettlementPeople } },
		{ path: 'manufacturer/:tab?', name: 'manufacturer', component: () => import('./manufacturer/index.vue'), meta: { title: 'fees.manufacturer.title', roles: kMakers } },
		{ path: 'month-end', name: 'month-end', component: () => import('./month-end/index.vue'), meta: { title: 'fees.monthEnd.title', roles: kMonthEnd } },
		{ path: 'month-end/print', name: 'month-print', component: () => import('./paper/Month.vue'), meta: { title: 'fees.monthEnd.printAll', roles: kMonthEnd } },
	],
	imports: true,
	menu: [
		{ path: '/fees', title: 'fees.orders.title', icon: 'Money', order: 191, group: 'fees.group', roles: kOrderReaders },
		{ path: '/fee-cash', title: 'fees.cash.title', icon: 'Wallet', order: 192, group: 'fees.group', roles: kCashPeople },
		{ path: '/fee-exceptions', title: 'fees.exceptions.page', icon: 'WarningFilled', order: 193, group: 'fees.group', roles: kOrderReaders },
		{ path: '/fines', title: 'fees.fines.title', icon: 'Stamp', order: 194, group: 'fees.group', roles: kFinePeople },
		{ path: '/fee-hr', title: 'fees.hr.title', icon: 'UserFilled', order: 195, group: 'fees.group', roles: kHrPeople },
		{ path: '/settlements', title: 'fees.settlements.title', icon: 'Coin', order: 196, group: 'fees.group', roles: kSettlementPeople },
		{ path: '/manufacturer', title: 'fees.manufacturer.title', icon: 'OfficeBuilding', order: 197, group: 'fees.group', roles: kMakers },
		{ path: '/month-end', title: 'fees.monthEnd.title', icon: 'Calendar', order: 198, group: 'fees.group', roles: kMonthEnd },
		{ path: '/fee-lists', title: 'fees.lists.title', icon: 'PriceTag', order: 199, group: 'fees.group', roles: kOrderReaders },
	],
	messages: { zh, en },
};

export default plugin;
