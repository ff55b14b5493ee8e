import { createApp } from 'vue';
import App from './App.vue';
import './style.css';

// Pages for people without an account, mostly on a phone: no router, no Element Plus, nothing that is not needed.
createApp(App).mount('#app');
