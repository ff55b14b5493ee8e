import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** The tab of a page stands in the address: it can be linked to, and "back" works. `tabs` begins with the default. */
export function useTab<Tab extends string>(routeName: string, tabs: readonly Tab[]) {
	const route = useRoute();
	const router = useRouter();
	return computed<Tab>({
		get: () => tabs.find((name) => name === route.params.tab) ?? tabs[0],
		set: (name) => void router.push({ name: routeName, params: { tab: name } }),
	});
}
