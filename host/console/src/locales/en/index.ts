import admin from './admin';
import common from './common';
import erp from './erp';
import overview from './overview';

export default { ...common, ...overview, ...erp, ...admin };
