import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** The tab that stands in the address; another one starts with filters of its own. */
export function useTab(tabs: readonly string[]) {
	const route = useRoute();
	const router = useRouter();
	return computed<string>({
		get: () => (tabs.includes(String(route.params.tab)) ? String(route.params.tab) : tabs[0]),
		set: (next) => void router.replace({ name: route.name!, params: { tab: next } }),
	});
}
