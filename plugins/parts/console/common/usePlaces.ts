import { computed, ref } from 'vue';
import { listPlaces } from '../api';
import type { Place } from '../types';

const places = ref<Place[]>([]);
let asked = false;

/** Where something can be; asked for once, and again after somebody changed the file. */
export function usePlaces() {
	const load = () => {
		asked = true;
		return listPlaces().then((items) => (places.value = items), () => {
			asked = false;
		});
	};
	if (!asked) void load();
	const nameOf = (id: string): string => places.value.find((one) => one.id === id)?.name ?? id;
	/** Stock that is issued from: central store and stores. */
	const stores = computed(() => places.value.filter((one) => one.active && (one.kind === 'central' || one.kind === 'store')));
	return { places, stores, load, nameOf };
}
