import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { readOverview } from '@/api/host';
import { setLanguage } from '@/api/session';
import type { ErpStatus, Process } from '@/api/types';
import { asProblem } from '@/api/problem';
import { usePolling } from '@/composables/usePolling';
import { confirmed } from '@/composables/useAction';
import { language, translate, useLanguage, type Language } from '@/i18n';
import { visibleMenu } from '@/router';
import { session } from '@/session';
import type { Health, MenuGroup } from './types';

const kHealthMs = 10_000;

/** One word and colour for the state of everything, from what the person may see. */
export function healthOf(processes: Process[], erp: ErpStatus | null): Health {
	if (processes.some((process) => process.state === 'quarantined' || process.state === 'backoff')) return 'process';
	if (erp?.links?.some((link) => link.state === 'away' || link.state === 'probing')) return 'erp';
	if (erp?.entities?.some((entity) => entity.state === 'failing' || entity.state === 'paused')) return 'entity';
	return 'good';
}

export function useLayout() {
	const route = useRoute();
	const router = useRouter();
	const health = ref<Health>('unknown');
	const changing = ref(false);
	const developer = ref(session.state.session?.developer ?? false);

	const groups = computed<MenuGroup[]>(() => {
		const byGroup = new Map<string, MenuGroup>();
		for (const entry of visibleMenu()) {
			const group = byGroup.get(entry.group) ?? { title: entry.group, entries: [] };
			group.entries.push(entry);
			byGroup.set(entry.group, group);
		}
		return [...byGroup.values()];
	});
	/** The entry that the page belongs to: the one with the longest matching path. */
	const active = computed(() => {
		const paths = groups.value.flatMap((group) => group.entries.map((entry) => entry.path));
		return paths
			.filter((path) => route.path === path || route.path.startsWith(`${path}/`))
			.sort((a, b) => b.length - a.length)[0] ?? '';
	});

	async function look(): Promise<void> {
		try {
			if (session.holds(['it', 'service_manager'])) {
				const overview = await readOverview();
				health.value = healthOf(overview.processes, overview.erp);
				developer.value = overview.developer ?? false;
			} else {
				await session.reload();
				health.value = session.state.problem ? 'down' : 'good';
				developer.value = session.state.session?.developer ?? developer.value;
			}
		} catch (error) {
			const problem = asProblem(error);
			health.value = problem.lineIsDown ? 'down' : problem.status === 403 ? 'good' : 'unknown';
		}
	}
	usePolling(look, kHealthMs);

	async function switchLanguage(next: Language): Promise<void> {
		useLanguage(next);
		try {
			await setLanguage(next);
		} catch {
			// Kept in this browser all the same.
		}
	}

	async function leave(): Promise<void> {
		if (!(await confirmed(translate('session.leaveText'), translate('session.leave')))) return;
		try {
			await session.signOut();
		} catch {
			session.expired();
		}
		await router.push({ name: 'signin' });
	}

	return { groups, active, health, developer, changing, language, switchLanguage, leave, session };
}
