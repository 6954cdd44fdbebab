"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from simulator.errors import ApiError, bad_request
from simulator.faults import Faults, Kind, Rule
from simulator.faults.answering import cut, spoilt
from simulator.faults.doing import done, finished
from simulator.ledger import Ledger
from simulator.limiter import Limiter
from simulator.limits import COUNTED, Keeping, Limits, Pace
from simulator.methods import METHODS
from simulator.methods.call import Call
from simulator.requests import read_parameters
from simulator.schema import bundled_schema
from simulator.waits import Waits
from simulator.world.world import World

TOKEN = re.compile(r"\d+:[\w-]+")
LONGEST_SHOWN = 200


class BotApi:
    """Answers the bot. `before` is the ordered list of checks that see each well-formed call first.

    A check raises ApiError to refuse the call; what slows or limits calls belongs there, what breaks them in `faults`.
    """

    def __init__(self, world: World, ledger: Ledger, token: str, *, limits: bool, enforced: bool = False) -> None:
        self.world = world
        self.ledger = ledger
        self.token = token
        self.schema = bundled_schema()
        self.faults = Faults(world, ledger)
        self.waits = Waits(world)
        self.limiter = Limiter(world, self.waits)
        self._limits = Limits()
        self.before: list[Callable[[Call], Any]] = [self._check_schema, self.waits.check]
        keeping = Keeping.ENFORCED if enforced else Keeping.COUNTED
        self.pace = Pace(keeping if limits else Keeping.OFF)
        self.before.append(self._keep_pace)

    def routes(self) -> list[web.RouteDef]:
        """What the HTTP server serves."""
        return [
            web.route("*", r"/bot{token:[^/]*}/{method:[^/]*}", self._answer),
            web.get(r"/file/bot{token:[^/]*}/{path:.+}", self._download),
        ]

    async def _answer(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        try:
            self._authorize(request.match_info["token"])
            method = self._method(name)
            parameters, uploads = await read_parameters(request)
        except ApiError as error:
            return self._refuse(error)
        call = Call(self.world, self.ledger, method, parameters, uploads)
        if self.faults.on_the_way(call) is not None:
            return cut(request)
        rule, answer = await self._done(call)
        return answer if rule is None else await spoilt(answer, rule, request, self.world)

    async def _done(self, call: Call) -> tuple[Rule | None, web.Response]:
        """Does it, as far as the rule allows that is to break it; the rule, and the answer that Telegram would give."""
        rule: Rule | None = None
        try:
            for check in self.before:
                await finished(check(call))
            rule = self.faults.of(call)
            result = await finished(METHODS[call.method](call) if rule is None else done(call, rule))
        except ApiError as error:
            self._record(call, error.description)
            self._order(call, rule)
            return rule, self._refuse(error)
        except Exception as error:
            call.violation(f"the simulator failed: {error!r}")
            raise
        self._record(call, "ok")
        return rule, web.json_response({"ok": True, "result": result})

    def _order(self, call: Call, rule: Rule | None) -> None:
        """A wait that a rule orders has to be kept like any other; one of a method that counts nowhere is its own."""
        chat = call.chat_id() if call.method in COUNTED else None
        if rule is not None and rule.kind is Kind.FLOOD and rule.seconds and chat is not None:
            self.waits.order(chat, rule.seconds)

    def _authorize(self, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise ApiError(401, "Unauthorized: invalid token specified")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    def _method(self, name: str) -> str:
        method = self.schema.method(name)
        if method is None:
            self.ledger.violation(name, "unknown method")
            raise ApiError(404, "Not Found: method not found")
        if method not in METHODS:
            self.ledger.violation(method, "not implemented by the simulator")
            raise bad_request(f"not implemented by the simulator: {method}")
        return method

    def _check_schema(self, call: Call) -> None:
        for problem in self.schema.problems(call.method, dict(call.parameters), set(call.uploads)):
            call.violation(problem)

    async def _keep_pace(self, call: Call) -> None:
        match self.pace.keeping:
            case Keeping.ENFORCED:
                await self.limiter.let_through(call)
            case Keeping.COUNTED:
                self._count(call)
            case Keeping.OFF:
                pass

    def _count(self, call: Call) -> None:
        if call.method in COUNTED and (chat_id := call.chat_id()) is not None:
            for exceeded in self._limits.count(chat_id, call.actions(), self.world.clock.now().timestamp()):
                call.violation(exceeded)

    def _record(self, call: Call, outcome: str) -> None:
        shown = {name: value[:LONGEST_SHOWN] for name, value in call.parameters.items()}
        shown |= {name: f"<{upload.name}>" for name, upload in call.uploads.items()}
        self.ledger.record(call.method, call.chat_id(), shown, outcome)

    def _refuse(self, error: ApiError) -> web.Response:
        body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
        if error.parameters:
            body["parameters"] = error.parameters
        wait = error.parameters.get("retry_after")
        headers = {} if wait is None else {"Retry-After": str(wait)}
        return web.json_response(body, status=error.code, headers=headers)

    async def _download(self, request: web.Request) -> web.Response:
        stored = self.world.files.by_path(request.match_info["path"])
        if request.match_info["token"] != self.token or stored is None:
            return self._refuse(ApiError(404, "Not Found"))
        return web.Response(body=stored.content, content_type="application/octet-stream")
