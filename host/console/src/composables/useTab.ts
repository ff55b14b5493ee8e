import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** The tab that stands in the address: it can be linked to, and "back" goes to the one before. `tabs` begins with the default; each has filters of its own. */
export function useTab<Tab extends string>(tabs: readonly Tab[]) {
	const route = useRoute();
	const router = useRouter();
	return computed<Tab>({
		get: () => tabs.find((name) => name === route.params.tab) ?? tabs[0],
		set: (next) => void router.push({ name: route.name!, params: { tab: next } }),
	});
}
