import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import { context } from '@/api/client';
import type { Role } from '@/api/types';
import { translate } from '@/i18n';
import { consolePlugins, type MenuEntry } from '@/plugins';
import { readScreens, screenOf, screenPath, screens, wordsIn } from '@/screens';
import { session } from '@/session';

declare module 'vue-router' {
	interface RouteMeta {
		/** Key of the title. */
		title?: string;
		roles?: Role[];
		/** True: shown without signing in. */
		open?: boolean;
	}
}

const kIt: Role[] = ['admin', 'it'];
const kRecordReaders: Role[] = [
	'admin', 'it', 'service_manager', 'callback_clerk', 'settlement_clerk', 'branch_manager', 'dispatch_clerk',
];
/** Who may import what is open, each kind by its own plugin's rule. */
const kImporters: Role[] = ['admin', 'service_manager', 'branch_manager', 'central_keeper', 'parts_clerk', 'settlement_clerk', 'finance'];

const pages: RouteRecordRaw[] = [
	{ path: 'overview', name: 'overview', component: () => import('@/views/overview/index.vue'),
		meta: { title: 'menu.overview', roles: [...kIt, 'service_manager'] } },
	{ path: 'erp/:tab?', name: 'erp', component: () => import('@/views/erp/index.vue'),
		meta: { title: 'menu.erp', roles: kIt } },
	{ path: 'erp-record/:entity?/:key?', name: 'erp-record', component: () => import('@/views/erp-record/index.vue'),
		meta: { title: 'menu.erpRecord', roles: kRecordReaders } },
	{ path: 'story/:kind/:branch/:key', name: 'story', component: () => import('@/views/order-story/index.vue'),
		meta: { title: 'story.link', roles: [...kRecordReaders, 'store_manager', 'logistics_manager', 'executive', 'central_keeper', 'parts_clerk', 'engineer', 'finance'] } },
	{ path: 'messages/:tab?', name: 'messages', component: () => import('@/views/messages/index.vue'),
		meta: { title: 'menu.messages', roles: [...kIt, 'service_manager'] } },
	{ path: 'plugins', name: 'plugins', component: () => import('@/views/plugins/index.vue'),
		meta: { title: 'menu.plugins', roles: kIt } },
	{ path: 'trust', name: 'trust', component: () => import('@/views/trust/index.vue'),
		meta: { title: 'menu.trust', roles: ['admin'] } },
	{ path: 'go-live-import', name: 'imports', component: () => import('@/views/imports/index.vue'),
		meta: { title: 'imports.title', roles: kImporters } },
	{ path: 'go-live-import/:plugin/:id', name: 'import', component: () => import('@/views/imports/batch/index.vue'),
		meta: { title: 'imports.title', roles: kImporters } },
	{ path: 'doctor', name: 'doctor', component: () => import('@/views/doctor/index.vue'),
		meta: { title: 'menu.doctor', roles: kIt } },
	{ path: 'setup', name: 'setup', component: () => import('@/views/setup/index.vue'),
		meta: { title: 'menu.setup', roles: ['admin'] } },
	{ path: 'users/employees', name: 'employees', component: () => import('@/views/users/employees/index.vue'),
		meta: { title: 'employees.title', roles: ['admin'] } },
	{ path: 'users', name: 'users', component: () => import('@/views/users/index.vue'),
		meta: { title: 'menu.users', roles: ['admin'] } },
	{ path: 'audit', name: 'audit', component: () => import('@/views/audit/index.vue'),
		meta: { title: 'menu.audit', roles: ['admin', 'it'] } },
	{ path: 'settings', name: 'settings', component: () => import('@/views/settings/index.vue'),
		meta: { title: 'menu.settings', roles: ['admin', 'it', 'service_manager'] } },
	{ path: 'screen/:plugin/:name', name: 'screen', component: () => import('@/views/screen/index.vue') },
];

const hostMenu: MenuEntry[] = [
	{ path: '/overview', title: 'menu.overview', icon: 'Odometer', order: 10, group: 'menu.groupOperation', roles: [...kIt, 'service_manager'] },
	{ path: '/erp', title: 'menu.erp', icon: 'Connection', order: 20, group: 'menu.groupOperation', roles: kIt },
	{ path: '/erp-record', title: 'menu.erpRecord', icon: 'Tickets', order: 30, group: 'menu.groupOperation', roles: kRecordReaders },
	{ path: '/messages', title: 'menu.messages', icon: 'Message', order: 40, group: 'menu.groupOperation', roles: [...kIt, 'service_manager'] },
	{ path: '/setup', title: 'menu.setup', icon: 'Guide', order: 205, group: 'menu.groupAdmin', roles: ['admin'] },
	{ path: '/plugins', title: 'menu.plugins', icon: 'Box', order: 210, group: 'menu.groupAdmin', roles: kIt },
	{ path: '/trust', title: 'menu.trust', icon: 'Key', order: 215, group: 'menu.groupAdmin', roles: ['admin'] },
	{ path: '/users', title: 'menu.users', icon: 'User', order: 220, group: 'menu.groupAdmin', roles: ['admin'] },
	{ path: '/settings', title: 'menu.settings', icon: 'Setting', order: 230, group: 'menu.groupAdmin', roles: ['admin', 'it', 'service_manager'] },
	{ path: '/go-live-import', title: 'menu.imports', icon: 'Upload', order: 232, group: 'menu.groupAdmin', roles: kImporters },
	{ path: '/doctor', title: 'menu.doctor', icon: 'FirstAidKit', order: 235, group: 'menu.groupAdmin', roles: kIt },
	{ path: '/audit', title: 'menu.audit', icon: 'Memo', order: 240, group: 'menu.groupAdmin', roles: ['admin', 'it'] },
];

/** The whole menu, those of the plugins in between. */
export const menu: MenuEntry[] = [...hostMenu, ...consolePlugins.flatMap((plugin) => plugin.menu)]
	.sort((a, b) => a.order - b.order);

/** After the pages of the plugins that are here; the host has looked at the roles. */
const screenMenu = (): MenuEntry[] => screens().map((screen) => (
	{ path: screenPath(screen), title: '', words: screen.title, icon: 'List', order: 200, group: 'menu.groupWork', roles: [] }));

/** What the person who is signed in sees. */
export const visibleMenu = (): MenuEntry[] => [...menu.filter((entry) => session.holds(entry.roles)), ...screenMenu()];

/** Where a person starts: a clerk with his list, IT with the overview. */
export function homeOf(): string {
	const entries = visibleMenu();
	const overview = entries.find((entry) => entry.path === '/overview' && session.holds(kIt));
	return (overview ?? entries.find((entry) => entry.group === 'menu.groupWork') ?? entries[0])?.path ?? '/nothing';
}

export const router = createRouter({
	history: createWebHashHistory(),
	routes: [
		{ path: '/signin', name: 'signin', component: () => import('@/views/signin/index.vue'),
			meta: { open: true, title: 'signin.title' } },
		{
			path: '/',
			component: () => import('@/layout/index.vue'),
			children: [
				{ path: '', name: 'home', redirect: () => homeOf() },
				...pages,
				...consolePlugins.flatMap((plugin) => plugin.routes),
				{ path: 'nothing', name: 'nothing', component: () => import('@/views/nothing/index.vue'), meta: { title: 'nothing.noRole' } },
				{ path: ':rest(.*)*', name: 'lost', component: () => import('@/views/nothing/index.vue'), meta: { title: 'nothing.lost' } },
			],
		},
	],
});

/** A path inside the console: what stands in an address must not lead elsewhere. */
export const safeBack = (value: unknown): string =>
	typeof value === 'string' && /^\/(?![/\\])/.test(value) && !value.startsWith('/signin') ? value : '/';

router.beforeEach(async (to) => {
	if (to.meta.open) return true;
	const who = await session.ensure();
	if (who === null) return { name: 'signin', query: { back: to.fullPath } };
	if (who.user.mustSetPassword) return { name: 'signin', query: { back: to.fullPath, step: 'password' } };
	// Only who comes to one, or has perhaps nothing else, waits for them.
	const read = readScreens();
	if (to.name === 'screen' || to.name === 'nothing') await read;
	// The redirect was worked out before anybody was known.
	if (to.redirectedFrom?.name === 'home' && to.name === 'nothing' && homeOf() !== '/nothing') return homeOf();
	if (to.meta.roles && !session.holds(to.meta.roles)) return { name: 'nothing' };
	return true;
});

router.afterEach((to) => {
	const title = to.meta.title ? translate(to.meta.title) : wordsIn(screenOf(to.params.plugin, to.params.name)?.title);
	document.title = title ? `${title} · erphost` : 'erphost';
});

context.onSignedOut = () => {
	const here = router.currentRoute.value;
	session.expired();
	if (here.name !== 'signin') void router.push({ name: 'signin', query: { back: here.fullPath, expired: '1' } });
};
