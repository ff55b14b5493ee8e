import type { ConsolePlugin } from '@/plugins';
import { kDesk, kKeep, kLedger, kTellReaders, kWork } from './common/roles';
import en from './locales/en';
import zh from './locales/zh';

const kGroup = 'parts.menuGroup';

const plugin: ConsolePlugin = {
	id: 'parts',
	routes: [
		{ path: 'parts-desk/:tab?', name: 'parts-desk', component: () => import('./desk/index.vue'), meta: { title: 'parts.desk.title', roles: kLedger } },
		{ path: 'parts-inbound/:tab?', name: 'parts-inbound', component: () => import('./inbound/index.vue'), meta: { title: 'parts.inbound.title', roles: kLedger } },
		{ path: 'parts-inbound/new/:kind', name: 'parts-paper-new', component: () => import('./paper-new/index.vue'), meta: { title: 'parts.inbound.title', roles: kKeep } },
		{ path: 'parts-desk/papers/:id', name: 'parts-paper', component: () => import('./paper/index.vue'), meta: { title: 'parts.paper', roles: kLedger } },
		{ path: 'parts-desk/papers/:id/print', name: 'parts-paper-print', component: () => import('./paper/print/index.vue'), meta: { title: 'parts.paper', roles: kLedger } },
		{ path: 'parts-stock/:tab?', name: 'parts-stock', component: () => import('./stock/index.vue'), meta: { title: 'parts.stock.title', roles: kLedger } },
		{ path: 'parts-stocktakes/:tab?', name: 'stocktakes', component: () => import('./stocktakes/index.vue'), meta: { title: 'parts.stocktakes.title', roles: kDesk } },
		{ path: 'parts-stocktakes/view/:id', name: 'stocktake', component: () => import('./stocktake/index.vue'), meta: { title: 'parts.stocktakes.title', roles: kDesk } },
		{ path: 'parts-stocktakes/view/:id/count', name: 'stocktake-count', component: () => import('./stocktake/count/index.vue'), meta: { title: 'parts.stocktakes.title', roles: kWork } },
		{ path: 'parts-stocktakes/view/:id/sheet', name: 'stocktake-sheet', component: () => import('./stocktake/sheet/index.vue'), meta: { title: 'parts.stocktakes.title', roles: kWork } },
		{ path: 'parts-supply/:tab?', name: 'parts-supply', component: () => import('./supply/index.vue'), meta: { title: 'parts.supply.title', roles: kTellReaders } },
		{ path: 'old-parts/:tab?', name: 'parts-back', component: () => import('./back/index.vue'), meta: { title: 'parts.back.title', roles: kDesk } },
		{ path: 'carry-ins/:tab?', name: 'parts-workshop', component: () => import('./workshop/index.vue'), meta: { title: 'parts.workshopPage.title', roles: kTellReaders } },
		{ path: 'carry-ins/:id/slip', name: 'carry-in-slip', component: () => import('./workshop/slip/index.vue'), meta: { title: 'parts.workshopPage.title', roles: kTellReaders } },
	],
	imports: true,
	menu: [
		{ path: '/parts-desk', title: 'parts.desk.title', icon: 'Box', order: 180, group: kGroup, roles: kLedger },
		{ path: '/parts-inbound', title: 'parts.inbound.title', icon: 'Van', order: 181, group: kGroup, roles: kLedger },
		{ path: '/parts-stock', title: 'parts.stock.title', icon: 'Goods', order: 182, group: kGroup, roles: kLedger },
		{ path: '/parts-stocktakes', title: 'parts.stocktakes.title', icon: 'Finished', order: 183, group: kGroup, roles: kDesk },
		{ path: '/parts-supply', title: 'parts.supply.title', icon: 'ShoppingCart', order: 184, group: kGroup, roles: kTellReaders },
		{ path: '/old-parts', title: 'parts.back.title', icon: 'RefreshLeft', order: 185, group: kGroup, roles: kDesk },
		{ path: '/carry-ins', title: 'parts.workshopPage.title', icon: 'Tools', order: 186, group: kGroup, roles: kTellReaders },
	],
	messages: { zh, en },
};

export default plugin;
