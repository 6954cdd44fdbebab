<?php
// Stands in for WHMCS around the hook file: php hook.php FILE [HOOK VARIABLES]…, each pair fires once.

namespace WHMCS\Database {
    /** Every row belongs to client 43, and a user to 43 and 44. */
    class Capsule
    {
        private $table;
        public static function table($table)
        {
            if ($table === 'tbldomains') {
                throw new \Exception('there is no such table');
            }
            $made = new self();
            $made->table = $table;
            return $made;
        }
        public function where($column, $value) { return $this; }
        public function pluck($column) { return $this->table === 'tblusers_clients' ? ['43', 44] : [43]; }
    }
}

namespace {
    define('WHMCS', true);
    $hooks = [];

    function add_hook($name, $priority, callable $do)
    {
        $GLOBALS['hooks'][$name][] = $do;
    }

    require $argv[1];
    foreach (array_chunk(array_slice($argv, 2), 2) as list($hook, $variables)) {
        foreach ($hooks[$hook] as $do) {
            $do(json_decode($variables, true));
        }
    }
    echo json_encode(array_keys($hooks));
}
