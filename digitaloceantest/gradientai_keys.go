package digitaloceantest

import (
	"net/http"
	"slices"
)

var (
	anthropicKeys = stateful(fresh[collection[*object]])
	openAIKeys    = stateful(fresh[collection[*object]])
	modelKeys     = stateful(firstModelKey)
)

func init() {
	handleProviderKeys("/v2/gen-ai/anthropic/keys", "anthropic key", anthropicKeys, "anthropic_api_key", func() *object { return newObject() })
	handleProviderKeys("/v2/gen-ai/openai/keys", "openai key", openAIKeys, "openai_api_key", func() *object {
		var models []*object
		for _, m := range genAIModels() {
			if m.provider == "OPENAI" {
				models = append(models, m.ofKey)
			}
		}
		return newObject("models", models)
	})
	handle("GET /v2/gen-ai/models/api_keys", genAILister(modelKeys, "api_key_infos"))
	handle("POST /v2/gen-ai/models/api_keys", func(*call) (reply, error) {
		return reply{}, &apiError{status: http.StatusGone, message: "Model API keys are created in the control panel."}
	})
	handle("PUT /v2/gen-ai/models/api_keys/{api_key_uuid}", updateModelKey)
	handle("PUT /v2/gen-ai/models/api_keys/{api_key_uuid}/regenerate", regenerateModelKey)
	handle("DELETE /v2/gen-ai/models/api_keys/{api_key_uuid}", keyRemover(modelKeys))
	count("Anthropic keys", func(s *Server) int { return anthropicKeys.of(s).len() })
	count("OpenAI keys", func(s *Server) int { return openAIKeys.of(s).len() })
	count("Model keys", func(s *Server) int { return modelKeys.of(s).len() })
}

// handleProviderKeys adds the rules for keys at a provider of models, which are the same for all of them. An agent has its key
// in a field of its own.
func handleProviderKeys(path, kind string, keys state[collection[*object]], ofAgent string, extra func() *object) {
	handle("GET "+path, genAILister(keys, "api_key_infos"))
	handle("POST "+path, func(c *call) (reply, error) {
		name := c.body.needText("name")
		c.body.needText("api_key")
		if c.body.problem != nil {
			return reply{}, c.body.problem
		}
		key := mergedFields(newObject(
			"uuid", c.ids.uuid(kind), "name", name, "created_by", key(ownerID), "created_at", c.now, "updated_at", c.now,
		), extra())
		keys.of(c.Server).add(key.text("uuid"), key)
		return answer(http.StatusOK, "api_key_info", key)
	})
	handle("GET "+path+"/{api_key_uuid}", getter(keys, "api_key_uuid", "api_key_info"))
	handle("PUT "+path+"/{api_key_uuid}", func(c *call) (reply, error) {
		key, err := c.renamed(keys, "api_key_uuid")
		if err != nil {
			return reply{}, err
		}
		key.set("updated_at", c.now)
		return answer(http.StatusOK, "api_key_info", key)
	})
	handle("DELETE "+path+"/{api_key_uuid}", keyRemover(keys))
	handle("GET "+path+"/{uuid}/agents", func(c *call) (reply, error) {
		key, err := found(c, keys.of(c.Server), "uuid")
		if err != nil {
			return reply{}, err
		}
		return c.genAIPage("agents", objects(agents.of(c.Server).all(), func(a *agent) bool { return a.get(ofAgent) == key }))
	})
}

// providerKeyIn reads the key that an agent is to have, where the request names one.
func (c *call) providerKeyIn(name string, keys state[collection[*object]], changes *object, ofAgent string) {
	id := c.body.text(name)
	if id == "" {
		return
	}
	key, ok := keys.of(c.Server).get(id)
	if !ok {
		c.body.refuseField(name, id+" does not exist")
	}
	changes.set(ofAgent, key)
}

// renamed gives the resource that a parameter of the path names another name, where the request has one.
func (c *call) renamed(resources state[collection[*object]], parameter string) (*object, error) {
	o, err := found(c, resources.of(c.Server), parameter)
	if err != nil {
		return nil, err
	}
	name := c.body.changed("name", o.text("name"), 255)
	if c.body.problem != nil {
		return nil, c.body.problem
	}
	o.set("name", name)
	return o, nil
}

// keyRemover deletes a key and answers with it.
func keyRemover(keys state[collection[*object]]) handler {
	return func(c *call) (reply, error) {
		key, err := found(c, keys.of(c.Server), "api_key_uuid")
		if err != nil {
			return reply{}, err
		}
		keys.of(c.Server).remove(key.text("uuid"))
		key.set("deleted_at", c.now)
		return answer(http.StatusOK, "api_key_info", key)
	}
}

// firstModelKey makes the one key that an account has, for the API makes none.
func firstModelKey(s *Server) *collection[*object] {
	keys := new(collection[*object])
	id := s.ids.uuid("model key")
	keys.add(id, newObject("uuid", id, "name", "default", "created_by", key(ownerID), "created_at", s.clock.Now()))
	return keys
}

func updateModelKey(c *call) (reply, error) {
	key, err := c.renamed(modelKeys, "api_key_uuid")
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "api_key_info", key)
}

// regenerateModelKey tells the secret of the key, for the only time.
func regenerateModelKey(c *call) (reply, error) {
	key, err := found(c, modelKeys.of(c.Server), "api_key_uuid")
	if err != nil {
		return reply{}, err
	}
	shown := &object{fields: slices.Clone(key.fields)}
	shown.set("secret_key", "sk-do-"+c.ids.hex("model secret", 32))
	return answer(http.StatusOK, "api_key_info", shown)
}
