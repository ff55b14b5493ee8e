import type { ConsolePlugin } from '@/plugins';
import { kIntake, kReaders } from './common/roles';
import en from './locales/en';
import zh from './locales/zh';

const plugin: ConsolePlugin = {
	id: 'complaints',
	routes: [
		{ path: 'cases', name: 'cases', component: () => import('./board/index.vue'), meta: { title: 'complaints.board.title', roles: kReaders } },
		{ path: 'cases/new', name: 'case-intake', component: () => import('./intake/index.vue'), meta: { title: 'complaints.intake.title', roles: kIntake } },
		{ path: 'cases/:id', name: 'case', component: () => import('./case/index.vue'), meta: { title: 'complaints.casePage', roles: kReaders } },
		{ path: 'cases/:id/documents/:type', name: 'case-document', component: () => import('./document/index.vue'), meta: { title: 'complaints.document.title', roles: kReaders } },
		{ path: 'contact-sheets', name: 'contact-sheets', component: () => import('./sheets/index.vue'), meta: { title: 'complaints.sheetsPage.title', roles: kReaders } },
		{ path: 'contact-sheets/:id', name: 'contact-sheet', component: () => import('./sheet/index.vue'), meta: { title: 'complaints.sheetPage.title', roles: kReaders } },
		{ path: 'contact-sheets/:id/print', name: 'contact-sheet-print', component: () => import('./sheet/print/index.vue'), meta: { title: 'complaints.sheetPage.title', roles: kReaders } },
		{ path: 'clocks', name: 'clocks', component: () => import('./clocks/index.vue'), meta: { title: 'complaints.clocksPage.title', roles: kReaders } },
		{ path: 'overdue-orders', name: 'overdue-orders', component: () => import('./overdue/index.vue'), meta: { title: 'complaints.overduePage.title', roles: kReaders } },
		{ path: 'complaint-causes/:tab?', name: 'complaint-causes', component: () => import('./causes/index.vue'), meta: { title: 'complaints.causesPage.title', roles: kReaders } },
		{ path: 'complaint-lists/:tab?', name: 'complaint-lists', component: () => import('./lists/index.vue'), meta: { title: 'complaints.lists.title', roles: kReaders } },
	],
	imports: true,
	menu: [
		{ path: '/cases', title: 'complaints.board.title', icon: 'Warning', order: 120, group: 'menu.groupWork', roles: kReaders },
		{ path: '/contact-sheets', title: 'complaints.sheetsPage.title', icon: 'Document', order: 130, group: 'menu.groupWork', roles: kReaders },
		{ path: '/clocks', title: 'complaints.clocksPage.title', icon: 'Timer', order: 140, group: 'menu.groupWork', roles: kReaders },
		{ path: '/overdue-orders', title: 'complaints.overduePage.title', icon: 'AlarmClock', order: 150, group: 'menu.groupWork', roles: kReaders },
		{ path: '/complaint-causes', title: 'complaints.causesPage.title', icon: 'Histogram', order: 160, group: 'menu.groupWork', roles: kReaders },
		{ path: '/complaint-lists', title: 'complaints.lists.title', icon: 'List', order: 170, group: 'menu.groupWork', roles: kReaders },
	],
	messages: { zh, en },
};

export default plugin;
