<?php
// Stands in for WHMCS around the page: php panel_page.php PAGE URL SECRET WHO METHOD FORM

namespace WHMCS\Authentication {
    class CurrentUser
    {
        public function isMasqueradingAdmin() { return $GLOBALS['argv'][4] === 'masquerading'; }
        public function isAuthenticatedAdmin() { return false; }
        public function user() { return (object) ['id' => 7, 'email' => 'anna@example.com']; }
        public function client() { return (object) ['id' => 'c-1']; }
    }
}

namespace {
    define('WHMCS', true);
    $_SERVER['REQUEST_METHOD'] = $argv[5];
    $_SESSION = ['frontdesk_csrf' => 'right'];
    $_POST = ['csrf' => $argv[6]];

    function localAPI($action, $asked)
    {
        if ($action === 'GetUserPermissions') {
            return ['result' => 'success', 'permissions' => ['permission' => ['products', 'tickets']]];
        }
        return ['result' => 'success', 'client' => ['owner_user_id' => $GLOBALS['argv'][4] === 'owner' ? 7 : 1]];
    }

    require $argv[1];
    echo json_encode(frontdesk_clientarea(['url' => $argv[2], 'secret' => $argv[3]])['vars']);
}
